import { rmSync } from 'node:fs';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { makeDataDir } from '../support/embedded-process.js';
import { expectSentence, runCommand } from '../support/run-command.js';
import { ServerProcess } from '../support/server-process.js';
import { waitUntil } from '../support/wait-until.js';

const SCRIPT = 'apps/embedded/src/main.js';

describe('starts on one data folder', () => {
  const dataDir = makeDataDir();
  let server: ServerProcess;

  beforeAll(async () => {
    server = new ServerProcess({
      script: `dist/${SCRIPT}`,
      port: await findFreePort(),
      environment: { DATA_DIR: dataDir },
    });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Another start, which must give way, and leave the first one and its database alone. */
  const expectRefusal = async (): Promise<void> => {
    const second = await runCommand(SCRIPT, [], { DATA_DIR: dataDir, PORT: '0' });
    expectSentence(second, /^Another Yukimichi works on this data folder: stop it first, or set DATA_DIR/m);
    expect(await server.isReady()).toBe(true);
    expect(server.log).not.toMatch(/database cannot be reached/);
  };

  it('refuse the second and leave the first alone', async () => {
    await server.start();
    await expectRefusal();
  }, 120_000);

  it('go on after kill -9, on the database that was left running', async () => {
    await server.end('SIGKILL');
    await server.start();
    await expectRefusal();
  }, 120_000);

  it('at the same moment on an empty folder: one works, the other is refused', async () => {
    const empty = makeDataDir();
    const ports = [await findFreePort(), await findFreePort()];
    const servers = ports.map(
      (port) => new ServerProcess({ script: `dist/${SCRIPT}`, port, environment: { DATA_DIR: empty } }),
    );
    for (const each of servers) each.launch();
    const settled = async (): Promise<boolean> => {
      const ready = await Promise.all(servers.map((each) => each.isReady()));
      return ready.includes(true) && servers.some((each) => each.log.includes('Another Yukimichi works'));
    };
    await waitUntil(settled, { what: 'one to be ready and the other to be refused' });
    const codes = await Promise.all(servers.map((each) => each.end('SIGTERM')));
    expect(codes.toSorted()).toEqual([0, 1]);
    rmSync(empty, { recursive: true, force: true });
  }, 120_000);
});
