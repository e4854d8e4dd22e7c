import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { smallTown } from '#fixtures';
import {
  Database,
  findAccountOfToken,
  hashToken,
  listDevices,
  listRoutes,
  listVehicles,
  listWorkZones,
  readNetworkFile,
  writeNetworkFile,
} from '#store';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';

const EXAMPLE = path.resolve('fixtures/load-example');

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

// Every case starts the command as a process of its own, up to four times.
jest.setTimeout(60_000);

describe('npm run load', () => {
  let clone: ClonedDatabase;
  let database: Database;
  let folder: string;

  beforeAll(async () => {
    clone = await cloneDatabase();
    database = new Database(clone.url);
    folder = mkdtempSync(path.join(tmpdir(), 'yukimichi-load-'));
  });
  beforeEach(() => cpSync(EXAMPLE, folder, { recursive: true }));
  afterAll(async () => {
    await database.close();
    await clone.drop();
    rmSync(folder, { recursive: true });
  });

  /** The built command, as `npm run load` starts it. */
  const load = (args: string[], environment: Record<string, string> = {}): Promise<Run> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: clone.url, ...environment };
      execFile('node', ['dist/apps/embedded/src/load.js', ...args], { env }, (failure, out, error) =>
        resolve({ code: failure === null ? 0 : Number(failure.code), out, error }),
      );
    });
  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
  const count = async (table: string): Promise<number> =>
    (await database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0].n;

  it('writes nothing when one row is wrong, and names file, line and column of each error', async () => {
    write(
      'vehicles.csv',
      '車両番号,車両名,受注者,所有区分,緯度\nV01,1号,C09,借り物,北\n,2号,,,\nV01,3号,,,\n',
    );
    write('plan.csv', '路線番号,路線区分,出動基準cm\nR999,第9次,0\n');
    const { code, error } = await load([folder]);
    expect(code).toBe(1);
    expect(error).toContain('vehicles.csv 2行 3列目「受注者」: 「C09」は contractors.csv にありません。');
    expect(error).toContain(
      'vehicles.csv line 2, column 4 "所有区分": "借り物" is not a known word: write one of',
    );
    expect(error).toContain(
      'vehicles.csv line 2, column 5 "緯度": "北" cannot be used: give a number from -90 to 90.',
    );
    expect(error).toContain('vehicles.csv line 3, column 1 "車両番号": The cell is empty: fill it in.');
    expect(error).toContain('vehicles.csv line 4, column 1 "車両番号": "V01" is in a line above already');
    expect(error).toContain('devices.csv line 3, column 2 "車両番号": "V02" is not in vehicles.csv');
    expect(error).toContain('plan.csv line 2, column 1 "路線番号": "R999" is not in routes.csv');
    expect(error).toContain('plan.csv line 2, column 2 "路線区分": "第9次" is not a known word');
    expect(error).toContain(
      'plan.csv line 2, column 3 "出動基準cm": "0" cannot be used: give a number from 1 to 200.',
    );
    expect(error).toContain('errors; nothing was loaded.');
    expect(await count('authority')).toBe(0);
  });

  it('loads the example, prints each token once as address and QR code, and stores its hash', async () => {
    const { code, out } = await load([folder, '--url', 'https://plow.example.jp/']);
    expect(code).toBe(0);
    expect(out).toContain(
      'Loaded 3 authorities, 2 contractors, 2 work zones, 3 vehicles, 3 devices, 3 routes, 1 contracts.',
    );
    const tokens = [...out.matchAll(/https:\/\/plow\.example\.jp\/t\/(\S{22})\n/g)].map((match) => match[1]);
    const devices = await listDevices(database);
    expect(devices.map((device) => device.tokenHash)).toEqual(tokens.map(hashToken));
    // Three devices and four accounts.
    expect(out.match(/▄{20,}/g)?.length).toBe(7);
    const [, driver] = /https:\/\/plow\.example\.jp\/driver\?token=(\S{22})\n/.exec(out)!;
    expect(await findAccountOfToken(database, driver)).toMatchObject({ code: 'U01', vehicleCodes: ['V01'] });
    const vehicleIds = (await listVehicles(database)).map((vehicle) => vehicle.id);
    expect(devices.map((device) => device.assignments)).toEqual(
      vehicleIds.map((vehicleId) => [{ fromAt: 0, vehicleId }]),
    );
    expect(await listRoutes(database)).toMatchObject([
      { code: 'R101', routeClass: 'state_main', thresholdCm: null, roadKeys: ['国道157号'] },
      { code: 'R201', routeClass: 'city_2', workZoneCode: 'Z2' },
      { code: 'R102', routeClass: 'city_1', thresholdCm: 8, roadKeys: ['駅前架空通り', '駅西架空通り'] },
    ]);
    expect((await listWorkZones(database)).map((zone) => zone.boundary?.type)).toEqual([
      'Polygon',
      'Polygon',
    ]);
  });

  it('changes nothing when it runs again, and prints no token', async () => {
    const before = await listDevices(database);
    const { code, out } = await load([folder]);
    expect([code, /\/t\/|token=/.test(out)]).toEqual([0, false]);
    expect(await listDevices(database)).toEqual(before);
    expect(await count('route')).toBe(3);
  });

  it('makes a lost token anew and prints it, for the named device only', async () => {
    const before = await listDevices(database);
    const { code, out } = await load([folder, '--url', 'https://plow.example.jp', '--renew', 'D02']);
    expect(code).toBe(0);
    const [token, ...more] = [...out.matchAll(/plow\.example\.jp\/t\/(\S{22})\n/g)].map((match) => match[1]);
    expect(more).toEqual([]);
    const after = await listDevices(database);
    expect(after[1].tokenHash).toEqual(hashToken(token));
    expect(after[1].tokenHash).not.toEqual(before[1].tokenHash);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect((await load([folder, '--renew', 'D99'])).error).toContain('no device "D99" in devices.csv');
  });

  it('warns that a phone cannot reach a server that listens on this machine only', async () => {
    const { out } = await load([folder, '--renew', 'all'], { HOST: '127.0.0.1', PORT: '9' });
    expect(out.match(/http:\/\/127\.0\.0\.1:9\/t\/\S{22}\n/g)).toHaveLength(3);
    expect(out).toContain('start the server again with HOST=0.0.0.0 npm start');
    const reachable = await load([folder, '--renew', 'D01'], { HOST: '192.0.2.7', PORT: '80' });
    expect(reachable.out).toContain('http://192.0.2.7:80/t/');
    expect(reachable.out).not.toContain('HOST=0.0.0.0');
  });

  it('moves a device to another vehicle only from a time on', async () => {
    write('devices.csv', '端末番号,車両番号\nD01,V02\n');
    expect((await load([folder])).error).toContain(
      'devices.csv line 2, column 2 "車両番号": The device is on vehicle "V01"',
    );
    write('devices.csv', 'device code,車両番号,開始日時\nD01,V02,2026/1/25 18:00\n');
    expect((await load([folder])).error).toContain(
      'devices.csv line 1, column 4: There is no column "code": add it.',
    );
    write('devices.csv', 'code,車両番号,開始日時\nD01,V02,2026/1/25 18:00\n');
    expect((await load([folder])).code).toBe(0);
    expect((await listDevices(database))[0].assignments.at(-1)?.fromAt).toBe(
      Date.parse('2026-01-25T09:00:00Z'),
    );
  });

  it('takes a plan alone, in CP932, and tokens of the authority', async () => {
    const plan = Buffer.from('984890fc94d48d862c984890fc8be695aa0d0a523130322c91e6338e9f0d0a', 'hex');
    const alone = mkdtempSync(path.join(tmpdir(), 'yukimichi-plan-'));
    writeFileSync(path.join(alone, 'plan.csv'), plan);
    writeFileSync(
      path.join(alone, 'devices.csv'),
      'code,token\nD04,our-own-token-for-D04\nD05,our-own-token-for-D04\n',
    );
    expect((await load([alone])).error).toContain('devices.csv line 3, column 2 "token"');
    writeFileSync(path.join(alone, 'devices.csv'), 'code,token\nD04,our-own-token-for-D04\n');
    expect((await load([alone])).code).toBe(0);
    rmSync(alone, { recursive: true });
    const route = (await listRoutes(database)).find(({ code }) => code === 'R102');
    expect(route).toMatchObject({ name: '駅前架空線', routeClass: 'city_3', thresholdCm: null });
    expect((await listDevices(database)).at(-1)?.tokenHash).toEqual(hashToken('our-own-token-for-D04'));
  });

  it('puts a road network in place, and warns of routes on roads that it lacks', async () => {
    const { network } = smallTown();
    const roads = path.join(folder, 'roads.network');
    await writeNetworkFile(roads, network);
    const alone = await load(['--roads', roads]);
    expect(alone.code).toBe(0);
    expect(alone.out).toContain(`Network ${network.hash} (${network.segmentCount} segments) is in place`);
    expect((await readNetworkFile(path.join(folder, 'current.network'))).hash).toBe(network.hash);
    write('routes.csv', `路線番号,路線名,道路\nR1,線,${network.roads[0].key};百万石通り\n`);
    write('plan.csv', '路線番号,路線区分\nR1,第1次路線\n');
    write('devices.csv', '端末番号\nD01\n');
    const { code, out } = await load([folder, '--roads', roads]);
    expect(code).toBe(0);
    expect(out).toContain(
      'routes.csv line 2, column 3 "道路": The network has no road "百万石通り": this part of the route will not',
    );
  });

  it('names the roads that may be meant by a key that the network lacks', async () => {
    const town = smallTown().network;
    const roads = town.roads.map((road, i) => (i === 0 ? { ...road, key: '国道157号', ref: '157' } : road));
    await writeNetworkFile(path.join(folder, 'current.network'), { ...town, roads });
    write('routes.csv', '路線番号,路線名,道路\nR101,架空大通り線,１５７;国道157号;無い道\n');
    const { out } = await load([folder]);
    rmSync(path.join(folder, 'current.network'));
    expect(out).toContain('routes.csv 2行 3列目「道路」: 道路網に「１５７、無い道」がありません。');
    expect(out).toContain('If you mean "国道157号", write that.');
  });

  it('names the place of a fault in the boundaries', async () => {
    const text = readFileSync(path.join(folder, 'work_zones.geojson'), 'utf8');
    write('work_zones.geojson', text.replace('"Z2"', '"Z9"'));
    expect((await load([folder])).error).toContain(
      'work_zones.geojson line 13, column 7: Its code is not in work_zones.csv',
    );
    write('work_zones.geojson', text.slice(0, 100));
    expect((await load([folder])).error).toMatch(/work_zones\.geojson line 6, column \d+: This is not JSON/);
  });

  it.each([
    [
      'a folder without files',
      [tmpdir()],
      {},
      'has no file of the register: name the folder with authorities.csv',
    ],
    ['no server', [EXAMPLE], { DATABASE_URL: '' }, 'start one with npm start first, or set DATABASE_URL.'],
    [
      'a dead server',
      [EXAMPLE],
      { DATABASE_URL: 'postgres://u@127.0.0.1:9/x' },
      'The database does not answer',
    ],
    ['no folder', [], {}, 'npm run load -- FOLDER'],
    ['an address that is none', [EXAMPLE, '--url', 'plow'], {}, '--url plow cannot be used'],
    ['no network', ['--roads', '/nowhere.network'], {}, '/nowhere.network'],
  ])('says what to do about %s', async (_name, args, environment, sentence) => {
    const { code, error } = await load(args, environment);
    expect(code).toBe(1);
    expect(error).toContain(sentence);
    expect(error).not.toContain('    at ');
  });
});
