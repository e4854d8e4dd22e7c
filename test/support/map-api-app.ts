import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Clock, readSettings, type Settings } from '#config';
import { buildNetwork, type Pass, type Register, type RoadNetwork, type RoadWay } from '#domain';
import { createHttpApp, HealthChecks, Metrics } from '#server';
import { type ChangeId, Database, saveRegister } from '#store';
import { ChangeFollower } from '../../apps/map-api/src/live/change-follower.js';
import { PublicModule } from '../../apps/map-api/src/public/public.module.js';
import type { StaffRouteConfig } from '../../apps/map-api/src/staff/allowed-to.js';
import { StaffModule } from '../../apps/map-api/src/staff/staff.module.js';
import { serveStaffDocs } from '../../apps/map-api/src/staff/staff-docs.js';
import { StaffLife } from '../../apps/map-api/src/staff/staff-life.js';
import { WebModule } from '../../apps/map-api/src/web/web.module.js';
import { cloneDatabase } from './database.js';
import { storePasses } from './store-passes.js';
import { waitUntil } from './wait-until.js';

export const STAFF_TOKEN = 'a-token-for-tests';
/** The instant at which the test's clock stands. */
export const NOW_AT = Date.parse('2026-01-26T06:00:00+09:00');
export const HOUR_MS = 3_600_000;

/** The test's time with the system's timers. */
export class TickingClock implements Clock {
  readonly rate = 1;

  constructor(public at: number) {}

  now(): number {
    return this.at;
  }

  every(intervalMs: number, callback: () => void): { stop(): void } {
    const timer = setInterval(callback, intervalMs);
    return { stop: () => clearInterval(timer) };
  }
}

const street = (name: string, row: number, rest: Partial<RoadWay>): RoadWay => ({
  id: name,
  coords: [
    [136.65, 36.56 + row / 500],
    [136.656, 36.56 + row / 500],
  ],
  name,
  ref: '',
  roadClass: 'tertiary',
  oneWay: false,
  lanes: 2,
  bridge: false,
  tunnel: false,
  level: 0,
  authority: 'city',
  routeClass: 'city_1',
  meltingPipe: false,
  ...rest,
});

/** Seven parallel streets, one for each rule of clearance. */
export const STREETS: RoadNetwork = buildNetwork(
  [
    street('本通り', 0, {}),
    street('細道', 1, { lanes: 1, routeClass: 'city_2' }),
    street('一方通行', 2, { oneWay: true, lanes: 1 }),
    street('消雪通り', 3, { meltingPipe: true }),
    street('トンネル', 4, { tunnel: true }),
    street('私道', 5, { routeClass: 'none', roadClass: 'service' }),
    street('高しきい通り', 6, { routeClass: 'city_3' }),
  ],
  {
    source: 'test',
    backdrop: [
      { kind: 'place', name: '片町', geometry: { type: 'Point', coordinates: [136.653, 36.565] }, rank: 1 },
      {
        kind: 'river',
        name: '犀川',
        geometry: {
          type: 'LineString',
          coordinates: [
            [136.64, 36.55],
            [136.66, 36.58],
          ],
        },
        rank: 0,
      },
    ],
  },
).network;

/** The numbers of a street's segments. */
export const segmentsOf = (name: string): number[] =>
  [...STREETS.roadOf.keys()].filter((s) => STREETS.roads[STREETS.roadOf[s]].name === name);

const vehicle = (code: string): Register['vehicles'][number] => ({
  code,
  name: `${code}号車`,
  contractorCode: 'C1',
  authorityCode: 'K',
  machineType: '除雪ドーザ',
  machineSpec: '11t級',
  ownership: 'contractor_owned',
  plateNo: '金沢 100 あ 1234',
  depotLatE6: 36_561_234,
  depotLngE6: 136_651_234,
});

const route = (
  code: string,
  road: string,
  routeClass: 'city_1' | 'city_2' | 'city_3',
  thresholdCm: number,
) => ({
  code,
  name: road,
  routeClass,
  authorityCode: 'K',
  contractorCode: 'C1',
  workZoneCode: 'Z1',
  roadKeys: [road],
  thresholdCm,
  position: 0,
});

export const REGISTER: Register = {
  authorities: [{ code: 'K', name: '試験市', kind: 'city' }],
  contractors: [{ code: 'C1', name: '北雪建設' }],
  workZones: [{ code: 'Z1', name: '第1工区', contractorCode: 'C1', boundary: null }],
  vehicles: [vehicle('P1'), vehicle('P2')],
  devices: [{ code: 'D1', token: 'device-token-1' }],
  assignments: [{ deviceCode: 'D1', vehicleCode: 'P1', fromAt: 0 }],
  routes: [
    route('R1', '本通り', 'city_1', 10),
    route('R2', '細道', 'city_2', 10),
    route('R3', '高しきい通り', 'city_3', 30),
  ],
};

export interface StaffRoute {
  readonly method: string;
  readonly url: string;
  /** Asked when everything is registered: other hooks may add to a route. */
  saysForWhom(): boolean;
}

const saysForWhom = (config: StaffRouteConfig = {}): boolean =>
  config.allowedTo !== undefined || config.isSignIn === true;

export interface MapApiApp {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly clock: TickingClock;
  readonly settings: Settings;
  /** Every route of the router as method and address, as registered, and whether it says whom it is for. */
  readonly routes: readonly StaffRoute[];
  /** Stores plowing passes over whole segments, as tracks does. */
  plow(directed: readonly number[], at: number, workKind?: Pass['workKind']): Promise<void>;
  /** Resolves when the live picture knows every change that is stored now. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole map API on a database and a folder of its own. */
export const startMapApi = async ({
  network = STREETS,
  webDir = '/nowhere',
}: {
  network?: RoadNetwork | null;
  webDir?: string;
} = {}): Promise<MapApiApp> => {
  const clone = await cloneDatabase();
  const database = new Database(clone.url);
  await database.transaction((tx) => saveRegister(tx, REGISTER));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-map-api-'));
  const settings = readSettings({ DATA_DIR: folder, PUBLISH_EVERY_S: '0.2' });
  const clock = new TickingClock(NOW_AT);
  const probes = { health: new HealthChecks(), metrics: new Metrics() };
  const imports = [
    StaffModule.register({ database, clock, settings, network, staffToken: STAFF_TOKEN, ...probes }),
    PublicModule.register({ publishDir: settings.publishDir, clock, ...probes }),
    WebModule.register({ webDir, pages: ['/', '/staff'] }),
  ];
  const app = await createHttpApp({ imports, ...probes, logger: false });
  const routes: StaffRoute[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      for (const method of [route.method].flat())
        routes.push({ method, url: route.url, saysForWhom: () => saysForWhom(route.config) });
    });
  serveStaffDocs(app);
  await app.init();
  await app.get(StaffLife).begin();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    database,
    clock,
    settings,
    routes,
    plow: (directed, at, workKind = 'plowed') => storePasses(database, STREETS, { directed, at, workKind }),
    caughtUp: () => followed(database, app.get(ChangeFollower)),
    stop: async () => {
      await app.close();
      await database.close();
      await clone.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

async function followed(database: Database, follower: ChangeFollower): Promise<void> {
  const [newest] = await database.query<ChangeId>(
    'SELECT xid::text AS xid, seq::text AS seq FROM change ORDER BY change.xid DESC, change.seq DESC LIMIT 1',
  );
  const isFollowed = ({ xid, seq }: ChangeId): boolean =>
    BigInt(xid) > BigInt(newest.xid) || (xid === newest.xid && BigInt(seq) >= BigInt(newest.seq));
  const check = (): boolean => follower.newestId !== null && isFollowed(follower.newestId);
  if (newest !== undefined) await waitUntil(check, { what: 'the live picture to know every change' });
}
