import { execFileSync } from 'node:child_process';

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** `describe` where the programs are installed; else a suite that is skipped and says loudly why, or fails in CI. */
export const describeWithPrograms = (name: string, programs: readonly string[], suite: () => void): void => {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) {
    describe(name, suite);
  } else if (process.env.CI) {
    throw new Error(`CI may skip nothing: ${name} needs ${missing.join(', ')}.`);
  } else {
    process.stderr.write(`*** SKIPPED: ${name}: install ${missing.join(', ')} ***\n`);
    describe.skip(`${name} (needs ${missing.join(', ')})`, () => {
      it('is skipped', () => undefined);
    });
  }
};
