import { type Fix, type Pass, plowedVisits, type RoadNetwork, type SegmentIndex } from '#domain';
import { wobbleOf } from '../support/hand-built-drives.js';
import { placeAt, type RoadStretch } from './road-ways.js';

/** Reach of the random error where a drive does not say, metres. */
const NOISE_M = 3;
const START_AT = Date.UTC(2026, 0, 24, 18);

/** A drive along a stretch of a road, from one place to another (backwards where `toM` < `fromM`). */
export interface RoadDrive {
  readonly stretch: RoadStretch;
  readonly fromM: number;
  readonly toM: number;
  readonly speedMps: number;
  /** Seconds after the common start. */
  readonly startS?: number;
  /** Constant error, metres east and north, and the reach of the random one. */
  readonly bias?: readonly [number, number];
  readonly noiseM?: number;
  readonly says: Partial<Fix>;
}

/** Its fixes, one every 5 s, without speed and heading: the hardest that a device can be. */
export const fixesAlong = (index: SegmentIndex, drive: RoadDrive): Fix[] => {
  const { stretch, fromM, toM, speedMps, startS = 0, bias = [0, 0], noiseM = NOISE_M, says } = drive;
  const wobble = wobbleOf(Math.round(stretch.lengthM + fromM));
  const seconds = Math.abs(toM - fromM) / speedMps;
  return Array.from({ length: Math.floor(seconds / 5) + 1 }, (_, i) => {
    const { x, y } = placeAt(index, stretch, fromM + Math.sign(toM - fromM) * speedMps * 5 * i);
    return {
      ...{ deviceId: 1, vehicleId: 1, fixAt: START_AT + Math.round((startS + 5 * i) * 1_000), seq: null },
      lngE6: index.plane.lngE6Of(x + bias[0] + noiseM * wobble()),
      latE6: index.plane.latE6Of(y + bias[1] + noiseM * wobble()),
      ...{
        speedMps: null,
        headingDeg: null,
        accuracyM: null,
        blade: null,
        spreader: null,
        workType: null,
        isMock: null,
      },
      ...{ sentAt: null, receivedAt: START_AT, ...says },
    };
  });
};

/** Shorter segments take the state of a neighbour and are left out of scores (contracts). */
const SHORTEST_CM = 1_500;

/** Directed segments of 15 m and more that count as plowed by these passes. */
export const creditedBy = (network: RoadNetwork, passes: readonly Pass[]): Set<number> => {
  const byDirected = new Map<number, Pass[]>();
  for (const pass of passes) {
    const directed = 2 * pass.segment + pass.direction;
    byDirected.set(directed, [...(byDirected.get(directed) ?? []), pass]);
  }
  const isCredited = ([directed, own]: [number, Pass[]]): boolean => {
    const lengthCm = network.lengthCm[directed >> 1];
    return lengthCm >= SHORTEST_CM && plowedVisits(own, lengthCm).length > 0;
  };
  return new Set([...byDirected].filter(isCredited).map(([directed]) => directed));
};

/** Directed segments of 15 m and more that lie within the driven part of a stretch, as far as fixes show it. */
export const drivenSegments = (
  network: RoadNetwork,
  { stretch, fromM, toM, speedMps }: RoadDrive,
): number[] => {
  const lastFixM = toM - ((toM - fromM) % (5 * speedMps));
  let atM = 0;
  return stretch.directed.filter((directed) => {
    const lengthM = network.lengthCm[directed >> 1] / 100;
    const [startM, endM] = [atM, atM + lengthM];
    atM = endM;
    return lengthM * 100 >= SHORTEST_CM && startM >= fromM && endM <= lastFixM - NOISE_M;
  });
};
