export * from './database.js';
export * from './device-table.js';
export * from './migrate.js';
export * from './network-file.js';
export * from './register-table.js';
