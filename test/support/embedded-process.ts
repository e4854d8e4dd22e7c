import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { waitUntil } from './wait-until.js';

/** A data folder that the database's own user may enter. */
export const makeDataDir = (): string => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-data-'));
  chmodSync(dataDir, 0o755);
  return dataDir;
};

/** `npm start` as its users run it, in a process of its own that can be killed and started again. */
export class EmbeddedProcess {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(environment: Record<string, string>): Promise<EmbeddedProcess> {
    const port = await findFreePort();
    const dataDir = environment.DATA_DIR ?? makeDataDir();
    const server = new EmbeddedProcess(`http://127.0.0.1:${port}`, dataDir, {
      ...process.env,
      NODE_OPTIONS: '',
      LOG_LEVEL: 'warn',
      ...environment,
      PORT: String(port),
      DATA_DIR: dataDir,
    });
    await server.start();
    return server;
  }

  /** Starts the process and waits until it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/embedded/src/main.js'], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await waitUntil(
      async () => {
        if (child.exitCode !== null) throw new Error(`The server ended: ${this.output}`);
        return (await fetch(`${this.url}/health/ready`).catch(() => undefined))?.ok ?? false;
      },
      { what: 'the server to be ready' },
    );
  }

  get databaseUrl(): string {
    return readFileSync(path.join(this.dataDir, 'database-url'), 'utf8').trim();
  }

  get log(): string {
    return this.output;
  }

  /** Ends the process with a signal and waits for its end. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill(signal);
    return ended;
  }

  /** Stops cleanly and removes the data. */
  async dispose(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
