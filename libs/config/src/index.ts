export * from './clock.js';
export { databaseAddressFile, findDatabase } from './find-database.js';
export type { KafkaSettings } from './kafka-settings.js';
export { packageRoot } from './package-root.js';
export { requireSettings } from './require-settings.js';
export { SettingError } from './setting-error.js';
export * from './settings.js';
