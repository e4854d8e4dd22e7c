export * from './health.js';
export * from './http-app.js';
export * from './listen.js';
export * from './metrics.js';
export * from './problem.js';
export { inRequest } from './request-id.js';
export * from './run-server.js';
export * from './run-until-stopped.js';
export * from './server-logger.js';
