import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Database } from '#store';
import { waitUntil } from '../support/wait-until.js';

/** The storm that the fault suites send: an hour of ten machines over the demo city. */
export const FAULT_STORM = {
  seed: 7,
  machines: Number(process.env.MACHINES ?? 10),
  hours: Number(process.env.HOURS ?? 1),
  fromAt: Date.parse('2026-01-24T21:00:00+09:00'),
};

const HOUR_MS = 3_600_000;
const runFile = promisify(execFile);
/** Children run the build without jest's Node options. */
const CLEAN_ENVIRONMENT = { ...process.env, NODE_OPTIONS: '' };

/** The setting CLOCK: after the storm, so that every fix is in its past, and fast, so that tracks close soon. */
export const clockAfterStorm = (): string => {
  const nowAt = new Date(FAULT_STORM.fromAt + (FAULT_STORM.hours + 0.5) * HOUR_MS).toISOString();
  return `storm@${nowAt}@100@${new Date().toISOString()}`;
};

export interface SendingOptions {
  readonly url: string;
  readonly staffUrl?: string;
  readonly staffToken: string;
  readonly folder: string;
  /** Storm seconds a second. */
  readonly speed: number | 'max';
}

/** The simulator in a process of its own: it sends again what was not acknowledged. */
export class Sending {
  private readonly child: ChildProcess;
  private readonly uploads: string;
  private complaint = '';
  private readonly ended: Promise<number | null>;

  constructor({ url, staffUrl = url, staffToken, folder, speed }: SendingOptions) {
    this.uploads = path.join(folder, 'uploads.jsonl');
    const { seed, machines, hours, fromAt } = FAULT_STORM;
    const options = {
      ...{ url, 'staff-url': staffUrl, truth: path.join(folder, 'truth.jsonl'), out: this.uploads },
      ...{ seed, machines, hours, from: new Date(fromAt).toISOString(), speed },
    };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.child = spawn(process.execPath, ['dist/fixtures/src/storm/cli.js', ...words], {
      env: { ...CLEAN_ENVIRONMENT, STAFF_TOKEN: staffToken },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr!.on('data', (chunk: Buffer) => {
      this.complaint += chunk.toString();
    });
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  get isOver(): boolean {
    return this.child.exitCode !== null;
  }

  /** Ends it where a test has failed. */
  abort(): void {
    this.child.kill('SIGKILL');
  }

  /** Waits until everything is acknowledged; gives the number of distinct fixes sent. */
  async finish(): Promise<number> {
    expect({ code: await this.ended, complaint: this.complaint }).toMatchObject({ code: 0 });
    const sent = new Set<string>();
    for (const line of readFileSync(this.uploads, 'utf8').split('\n').filter(Boolean)) {
      const { vehicleCode, fixes } = JSON.parse(line) as { vehicleCode: string; fixes: object[] };
      for (const fix of fixes) sent.add(`${vehicleCode} ${JSON.stringify(fix)}`);
    }
    return sent.size;
  }
}

/** What the store holds when every track is closed, and whether anything is left locked. */
export interface StoreAfter {
  readonly dump: string;
  readonly fixes: number;
  /** Open transactions of sessions that do nothing, and advisory locks beside the one of a single embedded process. */
  readonly leftLocked: number;
}

/** Waits until the store has `sent` fixes and every track is closed and matched. */
export const storeAfter = async (databaseUrl: string, sent: number): Promise<StoreAfter> => {
  const database = new Database(databaseUrl, { max: 1 });
  try {
    const countFixes = async (): Promise<number> =>
      (await database.query<{ n: number }>('SELECT count(*) AS n FROM fix'))[0].n;
    const countWaiting = async (): Promise<number> =>
      (
        await database.query<{ n: number }>(
          'SELECT (SELECT count(*) FROM track WHERE NOT closed) + (SELECT count(*) FROM track_mark) AS n',
        )
      )[0].n;
    const withinMs = 240_000;
    await waitUntil(async () => (await countFixes()) >= sent, {
      withinMs,
      what: `${sent} fixes to be stored`,
    });
    await waitUntil(async () => (await countWaiting()) === 0, { withinMs, what: 'all tracks to be closed' });
    const fixes = await countFixes();
    const [{ leftLocked }] = await database.query<{ leftLocked: number }>(
      `SELECT (SELECT count(*) FROM pg_stat_activity
               WHERE state LIKE 'idle in transaction%' AND now() - state_change > interval '5 s')
            + (SELECT count(*) FROM pg_locks WHERE NOT granted) AS "leftLocked"`,
    );
    const { stdout } = await runFile(process.execPath, ['dist/apps/tracks/src/passes-dump.js'], {
      env: { ...CLEAN_ENVIRONMENT, DATABASE_URL: databaseUrl },
      maxBuffer: 200_000_000,
    });
    return { dump: stdout, fixes, leftLocked };
  } finally {
    await database.close();
  }
};
