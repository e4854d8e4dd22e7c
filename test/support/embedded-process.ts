import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { ServerProcess } from './server-process.js';

/** A data folder that the database's own user may enter. */
export const makeDataDir = (): string => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-data-'));
  chmodSync(dataDir, 0o755);
  return dataDir;
};

/** `npm start` as its users run it. */
export class EmbeddedProcess extends ServerProcess {
  private constructor(
    readonly dataDir: string,
    environment: Record<string, string>,
    port: number,
  ) {
    super({
      script: 'dist/apps/embedded/src/main.js',
      port,
      environment: { ...environment, DATA_DIR: dataDir },
    });
  }

  static async start(environment: Record<string, string>): Promise<EmbeddedProcess> {
    const dataDir = environment.DATA_DIR ?? makeDataDir();
    const server = new EmbeddedProcess(dataDir, environment, await findFreePort());
    await server.start();
    return server;
  }

  get databaseUrl(): string {
    return readFileSync(path.join(this.dataDir, 'database-url'), 'utf8').trim();
  }

  /** Of the PostgreSQL server; none where it does not run. */
  get databasePids(): number[] {
    const file = path.join(this.dataDir, 'postgres', 'postmaster.pid');
    return existsSync(file) ? [Number(readFileSync(file, 'utf8').split('\n')[0])] : [];
  }

  /** Stops cleanly and removes the data. */
  async dispose(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
