export * from './fix-log.js';
export * from './in-process-fix-log.js';
export * from './open-fix-log.js';
export * from './trouble-teller.js';
