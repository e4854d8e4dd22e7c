export * from './fix-log.js';
