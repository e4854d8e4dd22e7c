import { coordinatesOf, matchFixes, NO_WORK_HISTORY, type RoadNetwork, SegmentIndex } from '#domain';
import { insertChange, insertFixes, listFixes, type Queryable, replacePasses, type StoredFix } from '#store';
import { distanceM } from '../../libs/domain/src/network/distance.js';
import { simpleFix } from './simple-fix.js';

/** A machine's night: up and down these roads at an even pace, the blade down; it stands for some minutes in the middle. */
export interface Night {
  readonly vehicle: string;
  readonly roads: readonly string[];
  readonly fromAt: number;
  readonly toAt: number;
  readonly standingMin?: number;
}

/** Later than any test's night: 2100. */
const LATEST_AT = Date.UTC(2100, 0);

const segmentsOn = (network: RoadNetwork, name: string): number[] =>
  [...network.roadOf.keys()].filter((s) => network.roads[network.roadOf[s]].name === name);

/** As plows work: slower would be standing still. */
const PACE_MPS = 4;
const FIX_EVERY_MS = 10_000;

type Place = readonly [lng: number, lat: number];

const metresBetween = (a: Place, b: Place): number =>
  distanceM(a[0] * 1e6, a[1] * 1e6, b[0] * 1e6, b[1] * 1e6);

/** Each road in its turn, every second one backwards: pieces from point to point, without the ways between roads. */
const piecesOf = (network: RoadNetwork, roads: readonly string[]): { a: Place; b: Place; metres: number }[] =>
  roads.flatMap((road, i) => {
    const points: Place[] = segmentsOn(network, road).flatMap((segment) => coordinatesOf(network, segment));
    if (i % 2 === 1) points.reverse();
    return points
      .slice(1)
      .map((b, at) => ({ a: points[at], b, metres: metresBetween(points[at], b) }))
      .filter(({ metres }) => metres > 0);
  });

/** Where a machine is after so many metres of driving the roads up and down. */
const placeAfter = (pieces: ReturnType<typeof piecesOf>, metres: number): Place => {
  const length = pieces.reduce((sum, piece) => sum + piece.metres, 0);
  const round = metres % (2 * length);
  let left = round < length ? round : 2 * length - round;
  const last = pieces[pieces.length - 1];
  const piece = pieces.find((each) => {
    if (left <= each.metres) return true;
    left -= each.metres;
    return false;
  });
  const { a, b, metres: whole } = piece ?? last;
  const share = piece === undefined ? 1 : left / whole;
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
};

/** A fix every ten seconds of the night, the blade down. */
export const fixesOfNight = (
  network: RoadNetwork,
  { roads, fromAt, toAt, standingMin = 0 }: Night,
  { deviceId, vehicleId }: { readonly deviceId: number; readonly vehicleId: number },
): StoredFix[] => {
  const pieces = piecesOf(network, roads);
  const standsAt = (fromAt + toAt - standingMin * 60_000) / 2;
  const goesAt = standsAt + standingMin * 60_000;
  return Array.from({ length: Math.floor((toAt - fromAt) / FIX_EVERY_MS) + 1 }, (_, i) => {
    const fixAt = fromAt + i * FIX_EVERY_MS;
    const drivenMs = Math.min(fixAt, standsAt) - fromAt + Math.max(0, fixAt - goesAt);
    const [lng, lat] = placeAfter(pieces, (drivenMs / 1000) * PACE_MPS);
    const stands = fixAt > standsAt && fixAt < goesAt;
    return simpleFix(fixAt, {
      ...{ deviceId, vehicleId, blade: true, headingDeg: null, speedMps: stands ? 0 : PACE_MPS },
      lngE6: Math.round(lng * 1e6),
      latE6: Math.round(lat * 1e6),
    });
  });
};

/** Stores fixes of a vehicle as ingest does, and has everything of it matched from scratch as tracks does. */
export const storeMatched = async (
  tx: Queryable,
  network: RoadNetwork,
  fixes: readonly StoredFix[],
): Promise<void> => {
  await insertFixes(
    tx,
    fixes.map((fix, position) => ({ fix, position })),
  );
  const { vehicleId } = fixes[0];
  const place = { vehicleId, fromAt: 0, toAt: LATEST_AT };
  const passes = matchFixes(new SegmentIndex(network), await listFixes(tx, place), NO_WORK_HISTORY);
  const segments = await replacePasses(tx, { ...place, passes });
  const toAt = fixes[fixes.length - 1].fixAt;
  await insertChange(tx, 'passes', { vehicleId, fromAt: fixes[0].fixAt, toAt, segments });
};
