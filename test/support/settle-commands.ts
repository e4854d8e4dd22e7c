import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RoadNetwork } from '#domain';
import { writeNetworkFile } from '#store';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** `npm run settle` over a store, and `npm run verify`, with a folder of their own. */
export class SettleCommands {
  private constructor(
    private readonly databaseUrl: string,
    readonly folder: string,
  ) {}

  static async over({ url }: { readonly url: string }, network: RoadNetwork): Promise<SettleCommands> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'settle-'));
    await writeNetworkFile(path.join(folder, 'current.network'), network);
    return new SettleCommands(url, folder);
  }

  /** With `at` the clock stands there, as `CLOCK` sets it. */
  settle(args: readonly string[], at?: string): Promise<CommandResult> {
    return this.run('dist/apps/embedded/src/settle.js', args, at === undefined ? 'system' : `storm@${at}@1`);
  }

  verify(...args: string[]): Promise<CommandResult> {
    return this.run('dist/libs/bundle/src/cli.js', args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(script: string, args: readonly string[], CLOCK = 'system'): Promise<CommandResult> {
    const env = { PATH: process.env.PATH, DATABASE_URL: this.databaseUrl, DATA_DIR: this.folder, CLOCK };
    return new Promise((resolve) => {
      execFile('node', [script, ...args], { env, maxBuffer: 1e8 }, (failure, out, error) =>
        resolve({ code: failure === null ? 0 : Number(failure.code), out, error }),
      );
    });
  }
}
