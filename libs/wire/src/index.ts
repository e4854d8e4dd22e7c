export * from './clearance-words.js';
export * from './public.js';
export * from './staff.js';
export * from './state.js';
