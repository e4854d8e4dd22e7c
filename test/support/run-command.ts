import { spawn } from 'node:child_process';

export interface CommandRun {
  readonly code: number | null;
  /** Both streams together. */
  readonly output: string;
}

/** Runs a command of the build as its user would. */
export const runCommand = (
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandRun> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [`dist/${file}`, ...args], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ code, output }));
  });

/** The command has failed with one clear sentence: one line, no stack trace. */
export const expectSentence = (run: CommandRun, sentence: RegExp): void => {
  expect(run.output).toMatch(sentence);
  expect(run.output).not.toMatch(/^\s+at .*\(/m);
  expect(run.code).toBe(1);
};
