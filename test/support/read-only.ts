import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';

const tryRun = (program: string, ...args: string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

/** Root writes where the mode forbids it, so the folder is mounted read-only, or made immutable. */
const makeReadOnlyForRoot = (folder: string): (() => void) | null => {
  if (tryRun('mount', '--bind', folder, folder)) {
    const undo = (): void => void tryRun('umount', folder);
    if (tryRun('mount', '-o', 'remount,ro,bind', folder)) return undo;
    undo();
  }
  return tryRun('chattr', '+i', folder) ? () => void tryRun('chattr', '-i', folder) : null;
};

/** Makes a folder read-only for this user and gives what undoes it; null where this machine has no way. */
export const makeReadOnly = (folder: string): (() => void) | null => {
  if (process.getuid?.() === 0) return makeReadOnlyForRoot(folder);
  chmodSync(folder, 0o555);
  return () => chmodSync(folder, 0o755);
};
