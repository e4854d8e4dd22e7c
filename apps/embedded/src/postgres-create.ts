import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type PostgresBinaries, runProgram } from './postgres-binaries.js';
import { postgresTrouble } from './postgres-trouble.js';

/** The database's password: made once, whoever starts first. */
export const keptPassword = (dataDir: string): string => {
  const file = path.join(dataDir, 'database-password');
  try {
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** A process that was killed while it made a database has left it half made beside its place. */
const removeAbandoned = (databaseDir: string): void => {
  const parent = path.dirname(databaseDir);
  for (const name of readdirSync(parent)) {
    const pid = /\.new-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(parent, name), { recursive: true });
  }
};

const initialise = async (folder: string, password: string, binaries: PostgresBinaries): Promise<void> => {
  const { user } = binaries;
  const passwordFile = `${folder}.password`;
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const place of user ? [folder, passwordFile] : []) chownSync(place, user!.uid, user!.gid);
  const options = ['--auth=scram-sha-256', '--username=yukimichi', `--pwfile=${passwordFile}`];
  try {
    await runProgram(
      binaries.initdb,
      [`--pgdata=${folder}`, ...options, '--encoding=UTF8', '--locale=C', '--no-sync'],
      user,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

/**
 * Makes the database beside its place and moves it there when it is whole: of two processes that start at once the
 * slower one takes what the other has made. @throws Error naming the folder and what to do.
 */
export const createDatabase = async (
  databaseDir: string,
  password: string,
  binaries: PostgresBinaries,
): Promise<void> => {
  mkdirSync(path.dirname(databaseDir), { recursive: true });
  removeAbandoned(databaseDir);
  const fresh = `${databaseDir}.new-${process.pid}`;
  try {
    await initialise(fresh, password, binaries);
    renameSync(fresh, databaseDir);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (existsSync(path.join(databaseDir, 'PG_VERSION'))) return;
    if (['ENOTEMPTY', 'EEXIST'].includes((error as { code?: string }).code ?? '')) {
      throw new Error(
        `${databaseDir} is not empty and no database: empty it, or set DATA_DIR to another folder.`,
      );
    }
    const cause = postgresTrouble((error as Error).message);
    throw new Error(`The database could not be created in ${databaseDir}: ${cause}`);
  }
};
