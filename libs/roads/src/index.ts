export { type ClassOverride, readClassOverrides } from './class-overrides.js';
export type { ImportReport } from './import-report.js';
export * from './import-roads.js';
export { reportText } from './report-text.js';
export { RoadImportError } from './road-import-error.js';
