import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { jest } from '@jest/globals';
import { smallTown } from '#fixtures';
import { Database, writeNetworkFile } from '#store';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { cloneDatabase } from '../support/database.js';
import { makeDataDir } from '../support/embedded-process.js';

/** Runs a command of the build as its user would, and gives its exit code and what it printed. */
const runCommand = (
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [`dist/${file}`, ...args], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, output }));
  });

const START = 'apps/embedded/src/main.js';
const ROADS = 'libs/roads/src/cli.js';

/** One clear sentence: no stack trace. */
const expectSentence = (result: { code: number | null; output: string }, sentence: RegExp): void => {
  expect(result.output).toMatch(sentence);
  expect(result.output).not.toMatch(/^\s+at .*\(/m);
  expect(result.code).toBe(1);
};

describe('bad input to npm start', () => {
  it('says which port is taken and what to do', async () => {
    const blocker = createServer();
    const port = await findFreePort();
    await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
    const result = await runCommand(START, [], { DATA_DIR: makeDataDir(), PORT: String(port) });
    blocker.close();
    expectSentence(result, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken: .* set PORT`));
  }, 60_000);

  it('says which data folder cannot be written', async () => {
    const result = await runCommand(START, [], { DATA_DIR: '/dev/null/yukimichi', PORT: '0' });
    expectSentence(result, /The data folder \/dev\/null\/yukimichi cannot be written .* set DATA_DIR/);
  }, 60_000);

  it('refuses a database of a newer version', async () => {
    const clone = await cloneDatabase();
    const database = new Database(clone.url, { max: 1 });
    await database.query(
      "INSERT INTO schema_migration (name, run_on) VALUES ('9999_from_the_future', now())",
    );
    await database.close();
    const result = await runCommand(START, [], {
      DATA_DIR: makeDataDir(),
      PORT: '0',
      DATABASE_URL: clone.url,
    });
    await clone.drop();
    expectSentence(result, /newer version of Yukimichi \(9999_from_the_future\)/);
  }, 60_000);

  it('refuses a network file that is not one, or is cut off', async () => {
    const dataDir = makeDataDir();
    const file = path.join(dataDir, 'town.network');
    await writeNetworkFile(file, smallTown().network);
    const whole = (await import('node:fs')).readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    const cut = await runCommand(START, [], { DATA_DIR: dataDir, PORT: '0', NETWORK_FILE: file });
    expectSentence(cut, /town\.network/);
    writeFileSync(file, 'no network at all');
    const other = await runCommand(START, [], { DATA_DIR: dataDir, PORT: '0', NETWORK_FILE: file });
    expectSentence(other, /town\.network/);
  }, 60_000);

  it('names the setting that cannot be used', async () => {
    expectSentence(await runCommand(START, [], { PORT: 'eighty' }), /PORT="eighty" cannot be used/);
  }, 60_000);
});

describe('bad input to npm run roads', () => {
  jest.setTimeout(60_000);

  const folder = makeDataDir();
  const importFile = (name: string, content: string | Buffer) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, name), content);
    return runCommand(ROADS, ['import', path.join(folder, name), '--out', path.join(folder, 'out.network')]);
  };

  it('refuses an OpenStreetMap file that is not one', async () => {
    expectSentence(
      await importFile('not.osm.pbf', Buffer.from('this is not a protocol buffer')),
      /not\.osm\.pbf/,
    );
    expectSentence(await importFile('not.osm', '<html><body>404</body></html>'), /not\.osm/);
  });

  it('refuses a network without roads', async () => {
    expectSentence(await importFile('empty.geojson', '{"type":"FeatureCollection","features":[]}'), /road/i);
  });

  it('says where a truncated file breaks', async () => {
    expectSentence(
      await importFile('cut.geojson', '{"type":"FeatureCollection","features":[{"type":'),
      /cut\.geojson.*\d/,
    );
  });
});
