export * from './clearance-words.js';
export * from './instants.js';
export * from './public.js';
export * from './report.js';
export * from './session.js';
export * from './settlement.js';
export * from './staff.js';
export * from './state.js';
