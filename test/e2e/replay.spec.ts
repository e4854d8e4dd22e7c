import { rmSync } from 'node:fs';
import { parseCsv } from '#documents';
import { distanceM, SegmentIndex } from '#domain';
import { simulateStorm, smallTown } from '#fixtures';
import type { Current } from '#wire';
import { reportOf } from '../../apps/embedded/src/replay-print.js';
import { type ReplayRun, replayStorm, showReplay } from '../../apps/embedded/src/replay-run.js';
import { stormOf } from '../../apps/embedded/src/replay-storm.js';
import type { EmbeddedServer } from '../../apps/embedded/src/start-embedded.js';
import { makeDataDir } from '../support/embedded-process.js';
import { TOWN_STORM_AT } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

const MILE_M = 1609.344;
const town = smallTown();

/** What the plows of a simulated hour would have recorded: position and odometer, nothing of their blades. Outliers are left out: an hour with one is no session. */
const recordedCsv = (): string => {
  const roads = new SegmentIndex(town.network);
  const { uploads } = simulateStorm(town, { seed: 3, hours: 1, startAt: TOWN_STORM_AT });
  const lines = ['truck,time_utc,lat,lon,odometer_mi'];
  for (const { vehicleCode } of town.machines) {
    const fixes = uploads
      .filter((upload) => upload.vehicleCode === vehicleCode)
      .flatMap((each) => each.fixes);
    const near = fixes.filter(({ lat, lng }) => roads.nearestSegment(lng * 1e6, lat * 1e6, 60) >= 0);
    const ordered = [...new Map(near.map((fix) => [fix.at, fix])).values()].sort((a, b) =>
      a.at < b.at ? -1 : 1,
    );
    let odometerM = 0;
    ordered.forEach((fix, i) => {
      const before = ordered[Math.max(0, i - 1)];
      odometerM += distanceM(before.lng * 1e6, before.lat * 1e6, fix.lng * 1e6, fix.lat * 1e6);
      lines.push([vehicleCode, fix.at, fix.lat, fix.lng, odometerM / MILE_M].join(','));
    });
  }
  return lines.join('\n');
};

describe('replay of a recorded storm', () => {
  const dataDir = makeDataDir();
  const storm = stormOf(parseCsv(Buffer.from(recordedCsv()), 'town.csv'));
  const options = {
    network: town.network,
    speed: Number.POSITIVE_INFINITY,
    dataDir,
    port: 0,
    report: () => undefined,
  };
  let run: ReplayRun;
  let shown: EmbeddedServer | undefined;

  beforeAll(async () => {
    run = await replayStorm(storm, options);
  }, 180_000);
  afterAll(async () => {
    await (shown ?? run?.server)?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('stores each fix once and finds sessions to judge', () => {
    expect(reportOf(storm, run)).toMatchObject({ distinctFixes: storm.fixCount, exactlyOnce: true });
    expect(run.sessions.length).toBeGreaterThan(0);
  });

  it('infers plowing from the order and the speed, as the recording says nothing of blades', async () => {
    const kinds = await run.server.database.query<{ work_kind: string }>(
      'SELECT DISTINCT work_kind FROM pass ORDER BY 1',
    );
    expect(kinds.map((row) => row.work_kind)).toEqual(['passed', 'plowed']);
  });

  it('goes on showing the map, cleared roads and all, at the pace of life', async () => {
    const storedAt = run.clock.now();
    shown = await showReplay(storm, run, options);
    const { url } = shown;
    const readCurrent = async () => (await (await fetch(`${url}/current.json`)).json()) as Current;
    await waitUntil(async () => (await readCurrent()).clockRate === 1, { what: 'the pace of life' });
    const current = await readCurrent();
    expect(current.summary.clearedKm).toBeGreaterThan(1);
    expect(Date.parse(current.asOfAt)).toBeGreaterThanOrEqual(storedAt);
  }, 60_000);
});
