import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Saves two clusters that suites start from: an empty one, and one with the migrations and TimescaleDB set up. */
export default async () => {
  if (process.env.TIMESCALE_URL) return;
  // jest loads this file without its transforms, so the code comes from the build.
  const { TimescaleProcess } = await import('../../dist/test/support/timescale-process.js');
  const { migrate } = await import('../../dist/libs/store/src/index.js');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-timescale-'));
  globalThis.timescaleTemplates = folder;
  process.env.TIMESCALE_TEMPLATES = folder;
  const server = await TimescaleProcess.start();
  await server.save(path.join(folder, 'empty'));
  await migrate(server.url, { keeping: { fixRetentionDays: 0, columnstoreAfterDays: 3 } });
  await server.save(path.join(folder, 'migrated'));
  await server.stop();
};
