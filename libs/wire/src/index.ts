export * from './public.js';
export * from './staff.js';
