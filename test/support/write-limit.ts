import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

/** Bytes: every file that a server really writes grows beyond this. */
const LIMIT_BYTES = 65_536;

/** The process and everything that it has started, and that these have started. */
const familyOf = (pid: number): number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\t(\d+)$/m.exec(status)![1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
};

const setLimit = (pids: readonly number[], limit: string): void => {
  for (const pid of pids) {
    try {
      // As the process's own user: root may be denied the right over others' limits.
      const { uid, gid } = statSync(`/proc/${pid}`);
      execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:`], { stdio: 'pipe', uid, gid });
    } catch (error) {
      if (existsSync(`/proc/${pid}`)) throw error;
    }
  }
};

/** Can this machine limit how large files processes may write? Linux can, for every user. */
export const canLimitWrites = (): boolean => {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

/** Lets processes write no file beyond 64 kB, as a quota that is used up does; what they start inherits it. */
export const limitWrites = (...pids: readonly number[]): void =>
  setLimit(pids.flatMap(familyOf), String(LIMIT_BYTES));

export const unlimitWrites = (...pids: readonly number[]): void =>
  setLimit(pids.flatMap(familyOf), 'unlimited');
