import { rmSync } from 'node:fs';

export default async () => {
  if (globalThis.testPostgres === undefined) return;
  const { server, dataDir } = globalThis.testPostgres;
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
};
