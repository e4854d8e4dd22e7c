export * from './bundle-contents.js';
export * from './bundle-faults.js';
export * from './verify-bundle.js';
export { zipFiles } from './zip.js';
