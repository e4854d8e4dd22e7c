export * from './probes.module.js';
export * from './problem.filter.js';
export * from './problem-error.js';
export * from './run-until-stopped.js';
export * from './server-logger.js';
