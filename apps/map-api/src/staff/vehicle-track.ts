import {
  type Fix,
  type PathStep,
  pathOfTrack,
  pointAlong,
  type RoadNetwork,
  type SegmentIndex,
  splitTracks,
  type TrackPath,
} from '#domain';
import { printInstant, type VehicleTrack } from '#wire';

type TrackParts = Pick<VehicleTrack, 'fixes' | 'path'>;

/** Matches a vehicle's fixes, track by track, and draws the path. The same matcher as for passes. */
export const vehicleTrack = (
  network: RoadNetwork,
  index: SegmentIndex,
  fixes: readonly Fix[],
): TrackParts => {
  const parts: TrackParts = { fixes: [], path: [] };
  const ordered = fixes.filter((fix, i) => i === 0 || fix.fixAt > fixes[i - 1].fixAt);
  for (const { from, to } of splitTracks(ordered)) {
    const track = ordered.slice(from, to);
    const matched = pathOfTrack(index, track);
    matched.fixes.forEach((fix, i) => {
      parts.fixes.push({
        fixAt: printInstant(fix.fixAt),
        lat: track[i].latE6 / 1e6,
        lng: track[i].lngE6 / 1e6,
        speedMps: track[i].speedMps,
        verdict: fix.verdict,
        odometerM: Math.round(fix.odometerM * 100) / 100,
        trackStart: i === 0,
      });
    });
    parts.path.push(...linesOf(network, matched));
  }
  return parts;
};

/** Steps that follow each other become one line, until the path breaks or a bridge over a gap begins or ends. */
function linesOf(network: RoadNetwork, { steps, pathBreaks }: TrackPath): VehicleTrack['path'] {
  const lines: VehicleTrack['path'] = [];
  const begins = new Set(pathBreaks);
  steps.forEach((step, i) => {
    const coords = coordinatesOfStep(network, step);
    const line = lines[lines.length - 1];
    if (line?.bridged === step.bridged && !begins.has(i)) line.coords.push(...coords);
    else lines.push({ bridged: step.bridged, coords });
  });
  return lines;
}

/** From one point of a directed segment to another, the vertices between them included. */
function coordinatesOfStep(network: RoadNetwork, { directed, fromM, toM }: PathStep): [number, number][] {
  const point = (alongM: number): [number, number] => {
    const { lngE6, latE6 } = pointAlong(network, directed, alongM);
    return [lngE6 / 1e6, latE6 / 1e6];
  };
  return [point(fromM), ...verticesOf(network, directed, fromM, toM), point(toM)];
}

function verticesOf(network: RoadNetwork, directed: number, fromM: number, toM: number): [number, number][] {
  const segment = directed >> 1;
  const lengthM = network.lengthCm[segment] / 100;
  const shares = vertexShares(network, segment);
  const first = network.geometryStart[segment];
  const inner: [number, number][] = [];
  shares.forEach((share, i) => {
    const alongM = (directed & 1) === 0 ? share * lengthM : (1 - share) * lengthM;
    if (alongM <= fromM || alongM >= toM) return;
    inner.push([network.coordsE6[2 * (first + i)] / 1e6, network.coordsE6[2 * (first + i) + 1] / 1e6]);
  });
  return (directed & 1) === 0 ? inner : inner.reverse();
}

/** Where each vertex lies along a segment as drawn, 0..1. */
function vertexShares(network: RoadNetwork, segment: number): number[] {
  const { coordsE6, geometryStart } = network;
  const [first, last] = [geometryStart[segment], geometryStart[segment + 1] - 1];
  const shrink = Math.cos((coordsE6[2 * first + 1] * Math.PI) / 180e6);
  const along = [0];
  for (let i = first + 1; i <= last; i += 1) {
    const dx = (coordsE6[2 * i] - coordsE6[2 * i - 2]) * shrink;
    const dy = coordsE6[2 * i + 1] - coordsE6[2 * i - 1];
    along.push(along[along.length - 1] + Math.hypot(dx, dy));
  }
  const total = along[along.length - 1] || 1;
  return along.map((distance) => distance / total);
}
