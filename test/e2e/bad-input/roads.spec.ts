import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { makeDataDir } from '../../support/embedded-process.js';
import { expectSentence, runCommand } from '../../support/run-command.js';

const ROADS = 'libs/roads/src/cli.js';
const NO_ROADS = { type: 'FeatureCollection', features: [] };
const FOOTPATH = `<?xml version="1.0"?><osm version="0.6">
  <node id="1" lat="36.56" lon="136.65"/><node id="2" lat="36.561" lon="136.65"/>
  <way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way></osm>`;

describe('bad input to npm run roads', () => {
  jest.setTimeout(60_000);

  const folder = makeDataDir();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    expectSentence(await importFile('empty.osm.pbf', Buffer.alloc(0)), /empty\.osm\.pbf/);
  });

  it('refuses a network without roads', async () => {
    expectSentence(await importFile('empty.geojson', JSON.stringify(NO_ROADS)), /no road/i);
    expectSentence(await importFile('footpath.osm', FOOTPATH), /no road/i);
  });

  it('says where a truncated file breaks', async () => {
    expectSentence(
      await importFile('cut.geojson', '{"type":"FeatureCollection","features":[{"type":'),
      /cut\.geojson.*\d/,
    );
    expectSentence(await importFile('cut.osm', FOOTPATH.slice(0, 150)), /cut\.osm.*\d/);
  });

  it('refuses a file that is not there, and a place that cannot be written', async () => {
    const missing = await runCommand(ROADS, ['import', path.join(folder, 'nowhere.pbf'), '--out', folder]);
    expectSentence(missing, /nowhere\.pbf/);
    writeFileSync(path.join(folder, 'footpath.osm'), FOOTPATH.replace('footway', 'primary'));
    const unwritable = await runCommand(ROADS, [
      'import',
      path.join(folder, 'footpath.osm'),
      '--out',
      '/dev/null/out.network',
    ]);
    expectSentence(unwritable, /\/dev\/null/);
  });
});
