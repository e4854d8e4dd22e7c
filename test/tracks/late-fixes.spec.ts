import { stormClock } from '#config';
import type { Fix, Pass } from '#domain';
import { smallTown } from '#fixtures';
import { type Change, Database, listMarks, listPassesSince, readChanges, saveRegister } from '#store';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { waitUntil } from '../support/wait-until.js';
import { RunningTracks } from './tracks-harness.js';

const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
/** 30 s between two matches of a late track are 0.1 s. */
const SPEED = 300;
const town = smallTown();

/** Crossings of the town's grid, counted from its south-west corner. */
const at = (x: number, y: number): readonly [lngE6: number, latE6: number] => [
  136_650_000 + x * 1_100,
  36_560_000 + y * 1_100,
];
/** Along row 3, but round the block by row 4 between columns 2 and 3. */
const CORNERS = [at(0.2, 3), at(2, 3), at(2, 4), at(3, 4), at(3, 3), at(5.8, 3)];
const METRES_PER_E6 = [0.0894, 0.1112] as const;

/** A fix every 5 s at 8 m/s, without speed and heading. */
const drive: Fix[] = CORNERS.slice(1).reduce<{ fixes: Fix[]; restM: number }>(
  ({ fixes, restM }, corner, i) => {
    const [east, north] = [0, 1].map((k) => corner[k] - CORNERS[i][k]);
    const lengthM = Math.hypot(east * METRES_PER_E6[0], north * METRES_PER_E6[1]);
    let alongM = restM;
    for (; alongM < lengthM; alongM += 40) {
      const share = alongM / lengthM;
      fixes.push({
        ...{ deviceId: 1, vehicleId: 1, fixAt: START_AT + fixes.length * 5_000, seq: fixes.length },
        lngE6: Math.round(CORNERS[i][0] + share * east),
        latE6: Math.round(CORNERS[i][1] + share * north),
        ...{ speedMps: null, headingDeg: null, accuracyM: null, blade: true, spreader: false },
        ...{ workType: null, isMock: null, sentAt: null, receivedAt: START_AT + fixes.length * 5_000 },
      });
    }
    return { fixes, restM: alongM - lengthM };
  },
  { fixes: [], restM: 0 },
).fixes;
const isOnDetour = (fix: Fix): boolean => fix.latE6 > at(0, 3)[1] + 50;
const detour = drive.filter(isOnDetour);

describe('late fixes', () => {
  let cloned: ClonedDatabase;
  let database: Database;
  let tracks: RunningTracks;

  beforeEach(async () => {
    cloned = await cloneDatabase();
    database = new Database(cloned.url, { max: 2 });
    await database.transaction((tx) => saveRegister(tx, town.register));
    tracks = await RunningTracks.start(cloned.url, stormClock(START_AT, SPEED), town.network);
  });
  afterEach(async () => {
    await tracks.stop();
    await database.close();
    await cloned.drop();
  });

  const passChanges = async (): Promise<(Change & { body: { segments: number[] } })[]> =>
    (await readChanges(database, null)).filter(({ kind }) => kind === 'passes') as never;
  const untilMatched = (): Promise<void> => waitUntil(async () => (await listMarks(database)).length === 0);
  const segmentsOf = (passes: readonly Pass[]): Set<number> => new Set(passes.map((pass) => pass.segment));

  it('replace what they prove wrong in one transaction, and the live stream is told of all of it', async () => {
    await tracks.append(drive.filter((fix) => !isOnDetour(fix)));
    await tracks.untilClosed();
    const before = await listPassesSince(database, 0);
    const told = await passChanges();
    await tracks.append(detour);
    await untilMatched();
    await tracks.untilClosed();
    const after = await listPassesSince(database, 0);
    const [gone, added] = [
      [...segmentsOf(before)].filter((segment) => !segmentsOf(after).has(segment)),
      [...segmentsOf(after)].filter((segment) => !segmentsOf(before).has(segment)),
    ];
    expect(gone.length).toBeGreaterThan(0);
    expect(added.length).toBeGreaterThan(2);

    const corrections = (await passChanges()).slice(told.length);
    expect(corrections).toHaveLength(1);
    expect(corrections[0].body.segments).toEqual(expect.arrayContaining([...gone, ...added]));
    // Rows carry the low half of the number of the transaction that wrote them.
    const written = await database.query<{ xmin: string }>(
      'SELECT DISTINCT xmin::text AS xmin FROM pass WHERE segment = ANY($1::int[])',
      [`{${added.join(',')}}`],
    );
    expect(written).toEqual([{ xmin: String(BigInt(corrections[0].xid) & 0xffff_ffffn) }]);
  });

  it('of a vehicle that stood change no pass, and are told all the same', async () => {
    const last = drive[drive.length - 1];
    const stood = (s: number, seq: number): Fix => ({ ...last, fixAt: last.fixAt + s * 1_000, seq });
    await tracks.append([...drive, stood(30, 1_000), stood(90, 1_001)]);
    await tracks.untilClosed();
    const before = await listPassesSince(database, 0);
    const told = (await passChanges()).length;
    await tracks.append([stood(60, 1_002)]);
    await untilMatched();
    await tracks.untilClosed();
    expect(await listPassesSince(database, 0)).toEqual(before);
    expect((await passChanges()).slice(told)).toMatchObject([{ body: { vehicleId: 1, segments: [] } }]);
  });

  it('give what the same fixes give in order, and those that come twice change nothing', async () => {
    for (const fix of detour.toReversed()) await tracks.append([fix]);
    await tracks.append(drive.filter((fix) => !isOnDetour(fix)));
    await untilMatched();
    await tracks.untilClosed();
    const late = await tracks.dump();
    expect(late.length).toBeGreaterThan(8);
    const told = (await passChanges()).length;
    expect(await tracks.append(drive)).toEqual({ duplicate: drive.length });
    await untilMatched();
    expect((await passChanges()).length).toBe(told);

    await tracks.stop();
    await database.query('TRUNCATE fix, pass, track, track_mark, vehicle_now, change');
    tracks = await RunningTracks.start(cloned.url, stormClock(START_AT, SPEED), town.network);
    await tracks.append(drive);
    await tracks.untilClosed();
    expect(await tracks.dump()).toEqual(late);
  });
});
