import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathOfTrack, type RoadNetwork, SegmentIndex, splitTracks } from '#domain';
import { importRoads } from '#roads';
import type { VehicleTrack } from '#wire';
import {
  type Session,
  type SessionScore,
  scoreSessions,
  sessionsOf,
} from '../../apps/embedded/src/replay-score.js';
import { type ReplayStorm, type ReplayTruck, readStorm } from '../../apps/embedded/src/replay-storm.js';
import { bareFix } from './match-tracks.js';

export const SYRACUSE_DAYS = ['2020-02-20', '2020-12-17'] as const;
const MAPPING = 'libs/roads/mappings/syracuse-centrelines.json';
/** Every fix of a session is this near to the network (the first issue's definition). */
const NEAR_M = 60;
/** Sessions with a longer gap are told apart: there a matcher has to guess. */
const LONG_GAP_MS = 61_000;
const HOUR_MS = 3_600_000;

export interface OdometerScore {
  readonly day: string;
  readonly all: SessionScore;
  readonly withoutGaps: SessionScore;
}

export const roadsFile = (data: string): string => path.join(data, 'plow-gps', 'syracuse-roads.geojson.gz');

/** Syracuse's street centrelines as a network; null where the data is absent. */
export const syracuseRoads = async (data: string): Promise<RoadNetwork | null> =>
  existsSync(roadsFile(data))
    ? (await importRoads({ path: roadsFile(data), mappingPath: MAPPING })).network
    : null;

export const syracuseStorm = (data: string, day: string): Promise<ReplayStorm> =>
  readStorm(path.join(data, 'plow-gps', `syracuse-${day}.csv.gz`));

/** A truck's matched track in the shape in which the staff plane gives it, of which only lengths are read here. */
const trackOf = (index: SegmentIndex, truck: ReplayTruck): VehicleTrack => {
  const fixes = truck.fixes
    .filter(({ at }, i) => i === 0 || at > truck.fixes[i - 1].at)
    .map(({ at, lng, lat }) => bareFix(0, at, lng, lat));
  const matched = splitTracks(fixes).flatMap(({ from, to }) =>
    pathOfTrack(index, fixes.slice(from, to)).fixes.map((fix, i) => ({
      fixAt: new Date(fix.fixAt).toISOString(),
      lat: fixes[from + i].latE6 / 1e6,
      lng: fixes[from + i].lngE6 / 1e6,
      speedMps: null,
      verdict: fix.verdict,
      odometerM: fix.odometerM,
      trackStart: i === 0,
    })),
  );
  return { vehicleId: 0, fixes: matched, path: [] };
};

const hasLongGap = (truck: ReplayTruck, { hourAt }: Session): boolean => {
  const times = truck.fixes.map(({ at }) => at).filter((at) => at >= hourAt && at < hourAt + HOUR_MS);
  return times.some((at, i) => i > 0 && at - times[i - 1] > LONG_GAP_MS);
};

interface JudgedSession {
  readonly session: Session;
  readonly isLong: boolean;
}

const judge = (network: RoadNetwork, storm: ReplayStorm): JudgedSession[] => {
  const index = new SegmentIndex(network);
  const isNear = ({ lng, lat }: { lng: number; lat: number }): boolean =>
    index.nearestSegment(Math.round(lng * 1e6), Math.round(lat * 1e6), NEAR_M) >= 0;
  return storm.trucks.flatMap((truck) =>
    sessionsOf(truck, trackOf(index, truck), isNear).map((session) => ({
      session,
      isLong: hasLongGap(truck, session),
    })),
  );
};

const scoreOf = (day: string, judged: readonly JudgedSession[]): OdometerScore => ({
  day,
  all: scoreSessions(judged.map(({ session }) => session)),
  withoutGaps: scoreSessions(judged.filter(({ isLong }) => !isLong).map(({ session }) => session)),
});

/** Matched length against the odometer over the storms' sessions, by the definition of `npm run replay`; last both days. */
export const scoreOdometer = async (network: RoadNetwork, data: string): Promise<OdometerScore[]> => {
  const days: { day: string; judged: JudgedSession[] }[] = [];
  for (const day of SYRACUSE_DAYS) days.push({ day, judged: judge(network, await syracuseStorm(data, day)) });
  const both = scoreOf(
    'both',
    days.flatMap(({ judged }) => judged),
  );
  return [...days.map(({ day, judged }) => scoreOf(day, judged)), both];
};
