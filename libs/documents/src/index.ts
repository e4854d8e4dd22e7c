export * from './csv-error.js';
export * from './csv-table.js';
