import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const SCRIPT = path.resolve('dist/libs/server/src/run-until-stopped.js');
/** Says its number, then stays until a signal or the end of the test's patience. */
const SERVER = `
  import { stopOnSignals } from ${JSON.stringify(SCRIPT)};
  stopOnSignals(async () => process.stdout.write('stopped\\n'));
  setTimeout(() => process.exit(1), 30_000);
  process.stdout.write('runs\\n');`;

/** The server under a shell that, as npm's does, waits for it and passes no signal on. */
const startUnderShell = (...args: string[]) =>
  spawn('sh', ['-c', '"$@"; true', 'sh', process.execPath, '--input-type=module', '-e', SERVER, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

describe('a server started by npm', () => {
  it('stops when npm and its shell are told to', async () => {
    const shell = startUnderShell('--', '--stop-with-parent');
    let said = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGTERM');
    await once(shell.stdout, 'close');
    expect(said).toBe('runs\nstopped\n');
  }, 60_000);
});
