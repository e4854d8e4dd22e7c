import { endNodeOf, isDrivable, pointAlong, type RoadNetwork, type SegmentIndex, startNodeOf } from '#domain';

/** A stretch of one road that can be driven from end to end. */
export interface RoadStretch {
  /** Directed segments in order. */
  readonly directed: readonly number[];
  readonly lengthM: number;
  /** Roads that it meets at its inner nodes. */
  readonly sideRoads: ReadonlySet<number>;
}

/** A part of a stretch with another road beside it, 25–60 m off all the way. */
export interface ParallelPart {
  readonly stretch: RoadStretch;
  readonly fromM: number;
  readonly toM: number;
  /** Metres to the other road where it is nearest. */
  readonly gapM: number;
  /** Unit vector from the stretch to the other road: east, north. */
  readonly toward: readonly [number, number];
}

export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  /** Unit vector of the direction of travel. */
  readonly headingX: number;
  readonly headingY: number;
}

const SAMPLE_M = 10;
const PARALLEL = { leastM: 25, mostM: 60, least: 200, straightness: 0.97, sameSide: 0.9 };

/** Walks on along the road from a directed segment while it goes on unambiguously. */
const walk = (network: RoadNetwork, first: number): number[] => {
  const road = network.roadOf[first >> 1];
  const directed = [first];
  const seen = new Set([first >> 1]);
  for (;;) {
    const node = endNodeOf(network, directed[directed.length - 1]);
    const next = [...network.out.subarray(network.outStart[node], network.outStart[node + 1])].filter(
      (each) => network.roadOf[each >> 1] === road && !seen.has(each >> 1),
    );
    if (next.length !== 1) return directed;
    seen.add(next[0] >> 1);
    directed.push(next[0]);
  }
};

const sideRoadsOf = (network: RoadNetwork, directed: readonly number[]): Set<number> => {
  const sides = new Set<number>();
  const road = network.roadOf[directed[0] >> 1];
  for (const each of directed.slice(0, -1)) {
    const node = endNodeOf(network, each);
    for (const leaving of network.out.subarray(network.outStart[node], network.outStart[node + 1])) {
      if (network.roadOf[leaving >> 1] !== road) sides.add(network.roadOf[leaving >> 1]);
    }
  }
  return sides;
};

/** Every road as a stretch, from where no segment of it leads in, longest first. */
export const stretchesOf = (network: RoadNetwork, leastM: number): RoadStretch[] => {
  const stretches = new Map<number, RoadStretch>();
  for (let first = 0; first < 2 * network.segmentCount; first += 1) {
    if (!isDrivable(network, first)) continue;
    const road = network.roadOf[first >> 1];
    const node = startNodeOf(network, first);
    const isEnd = ![...network.out.subarray(network.outStart[node], network.outStart[node + 1])].some(
      (each) => each >> 1 !== first >> 1 && network.roadOf[each >> 1] === road,
    );
    if (!isEnd) continue;
    const directed = walk(network, first);
    const lengthM = directed.reduce((sum, each) => sum + network.lengthCm[each >> 1] / 100, 0);
    if (lengthM < Math.max(leastM, stretches.get(road)?.lengthM ?? 0)) continue;
    stretches.set(road, { directed, lengthM, sideRoads: sideRoadsOf(network, directed) });
  }
  return [...stretches.values()].sort((a, b) => b.lengthM - a.lengthM);
};

/** The place `atM` metres along a stretch, on the index's plane. */
export const placeAt = (index: SegmentIndex, { directed }: RoadStretch, atM: number): PlacedPoint => {
  const { network, plane } = index;
  let restM = atM;
  let i = 0;
  while (i < directed.length - 1 && restM > network.lengthCm[directed[i] >> 1] / 100) {
    restM -= network.lengthCm[directed[i] >> 1] / 100;
    i += 1;
  }
  const at = (metres: number): [number, number] => {
    const { lngE6, latE6 } = pointAlong(network, directed[i], metres);
    return [plane.xOf(lngE6), plane.yOf(latE6)];
  };
  const [x, y] = at(restM);
  const lengthM = network.lengthCm[directed[i] >> 1] / 100;
  const [fromX, fromY] = at(Math.max(restM - 3, 0));
  const [toX, toY] = at(Math.min(restM + 3, lengthM));
  const span = Math.hypot(toX - fromX, toY - fromY) || 1;
  return { x, y, headingX: (toX - fromX) / span, headingY: (toY - fromY) / span };
};

/** The nearest road beside a place that runs the same way, as a vector to it; null where none does, or one too near. */
const besideAt = (index: SegmentIndex, place: PlacedPoint, own: number): [number, number] | null => {
  const near = index.findNear(place.x, place.y, PARALLEL.mostM, 16);
  for (let i = 0; i < near.count; i += 1) {
    if (index.network.roadOf[near.segment[i]] === own) continue;
    const along = Math.abs(near.unitX[i] * place.headingX + near.unitY[i] * place.headingY);
    if (along < PARALLEL.straightness) continue;
    if (near.distanceM[i] < PARALLEL.leastM) return null;
    return [-near.awayX[i] * near.distanceM[i], -near.awayY[i] * near.distanceM[i]];
  }
  return null;
};

/** The first part of a stretch, at least 200 m long, with another road beside it. */
export const parallelPart = (index: SegmentIndex, stretch: RoadStretch): ParallelPart | null => {
  const own = index.network.roadOf[stretch.directed[0] >> 1];
  let run: { fromM: number; vectors: [number, number][] } | null = null;
  for (let atM = SAMPLE_M; atM < stretch.lengthM; atM += SAMPLE_M) {
    const vector = besideAt(index, placeAt(index, stretch, atM), own);
    const first = run?.vectors[0];
    const isSameSide =
      vector !== null &&
      (first === undefined ||
        first[0] * vector[0] + first[1] * vector[1] >=
          PARALLEL.sameSide * Math.hypot(...first) * Math.hypot(...vector));
    if (vector !== null && isSameSide) {
      run ??= { fromM: atM, vectors: [] };
      run.vectors.push(vector);
      continue;
    }
    if (run !== null && atM - run.fromM >= PARALLEL.least) break;
    run = null;
  }
  if (run === null || run.vectors.length * SAMPLE_M < PARALLEL.least) return null;
  const [east, north] = run.vectors.reduce(([x, y], [dx, dy]) => [x + dx, y + dy]);
  const sum = Math.hypot(east, north);
  return {
    ...{ stretch, fromM: run.fromM, toM: run.fromM + (run.vectors.length - 1) * SAMPLE_M },
    gapM: Math.min(...run.vectors.map((vector) => Math.hypot(...vector))),
    toward: [east / sum, north / sum],
  };
};
