import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { databaseAddressFile } from '#config';
import { findPostgresBinaries, type PostgresBinaries, runProgram } from './postgres-binaries.js';
import { createDatabase, keptPassword } from './postgres-create.js';
import { postgresTrouble } from './postgres-trouble.js';

/** A PostgreSQL server of our own; `stop` leaves the data. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** True where a server left by a killed process was found running and is used again. */
  readonly adopted: boolean;
  /** Starts the server again, on the same port, where it has died; does nothing while it runs. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Extra `postgres` settings, such as `['fsync=off']` for tests. */
  readonly settings?: readonly string[];
}

/** Database folders that `stopPostgres` has stopped for good: a server that finds its database gone must not start it again. */
const stoppedForGood = new Set<string>();

/** A port of the loopback address that was free a moment ago. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** Can a user other than root walk down to this folder? */
const isReachable = (folder: string): boolean => {
  for (let at = path.dirname(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
};

/** Root's server user cannot enter a folder under a closed home: then the database stands under /var/lib. */
const placeDatabase = (dataDir: string): string => {
  const inside = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0 || isReachable(inside)) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return path.join('/var/lib/yukimichi', name, 'postgres');
};

/** Makes the data folder. @throws Error naming it and what to do where it cannot be written. */
export const makeDataDir = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    const probe = path.join(dataDir, '.write-test');
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} cannot be written (${(error as Error).message}): free space there, give this user the right to write, or set DATA_DIR to another folder.`,
    );
  }
};

/** Port of a server that runs on this folder, from its postmaster.pid (fourth line). */
const runningPort = async (databaseDir: string, binaries: PostgresBinaries): Promise<number | undefined> => {
  try {
    await runProgram(binaries.pgCtl, ['status', '-D', databaseDir], binaries.user);
    const port = Number(readFileSync(path.join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[3]);
    return Number.isInteger(port) && port > 0 ? port : undefined;
  } catch {
    return undefined;
  }
};

const readFrom = (file: string, byte: number): string =>
  existsSync(file) ? readFileSync(file).subarray(byte).toString() : '';

const startServer = async (
  databaseDir: string,
  binaries: PostgresBinaries,
  port: number,
  settings: readonly string[],
): Promise<void> => {
  const flags = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    ...settings,
  ];
  const logFile = path.join(databaseDir, 'server.log');
  const logBytes = existsSync(logFile) ? statSync(logFile).size : 0;
  try {
    await runProgram(
      binaries.pgCtl,
      [
        'start',
        '-w',
        '-t',
        '120',
        '-D',
        databaseDir,
        '-l',
        logFile,
        '-o',
        flags.map((flag) => `-c ${flag}`).join(' '),
      ],
      binaries.user,
    );
  } catch (error) {
    // The log may be as unwritable as the rest: then pg_ctl's own words are all there is.
    const output = `${(error as Error).message}\n${readFrom(logFile, logBytes)}`;
    throw new Error(`The database in ${databaseDir} does not start: ${postgresTrouble(output)}`);
  }
};

/** A server that runs there is taken as it is, also one that another process has started at the same moment. */
const startOrAdopt = async (
  databaseDir: string,
  binaries: PostgresBinaries,
  settings: readonly string[],
): Promise<{ port: number; adopted: boolean }> => {
  const found = await runningPort(databaseDir, binaries);
  if (found !== undefined) return { port: found, adopted: true };
  const port = await findFreePort();
  try {
    await startServer(databaseDir, binaries, port, settings);
    return { port, adopted: false };
  } catch (error) {
    const others = await runningPort(databaseDir, binaries);
    if (others === undefined) throw error;
    return { port: others, adopted: true };
  }
};

/**
 * Starts PostgreSQL on a folder of its own, or adopts the server that a killed process left there.
 * @throws Error naming the folder and what to do, for a folder that is full, read-only or of another version.
 */
export const startPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = path.resolve(options.dataDir);
  makeDataDir(dataDir);
  const databaseDir = placeDatabase(dataDir);
  stoppedForGood.delete(databaseDir);
  const binaries = await findPostgresBinaries(databaseDir);
  const password = keptPassword(dataDir);
  if (!existsSync(path.join(databaseDir, 'PG_VERSION')))
    await createDatabase(databaseDir, password, binaries);
  const settings = options.settings ?? [];
  const { port, adopted } = await startOrAdopt(databaseDir, binaries, settings);
  const url = `postgres://yukimichi:${password}@127.0.0.1:${port}/postgres`;
  writeFileSync(databaseAddressFile(dataDir), url, { mode: 0o600 });
  return {
    url,
    adopted,
    revive: async () => {
      if (stoppedForGood.has(databaseDir)) return;
      if ((await runningPort(databaseDir, binaries)) !== undefined) return;
      makeDataDir(dataDir);
      await startServer(databaseDir, binaries, port, settings);
    },
    stop: async () => {
      await runProgram(
        binaries.pgCtl,
        ['stop', '-m', 'fast', '-w', '-t', '60', '-D', databaseDir],
        binaries.user,
      );
    },
  };
};

/** Stops the server on this data folder (a killed process may have left it) for good; does nothing where there is none. */
export const stopPostgres = async (dataDir: string): Promise<void> => {
  const databaseDir = placeDatabase(path.resolve(dataDir));
  stoppedForGood.add(databaseDir);
  if (!existsSync(path.join(databaseDir, 'postmaster.pid'))) return;
  const binaries = await findPostgresBinaries(databaseDir);
  if ((await runningPort(databaseDir, binaries)) === undefined) return;
  await runProgram(binaries.pgCtl, ['stop', '-m', 'immediate', '-w', '-D', databaseDir], binaries.user);
};
