import { along, bbox, booleanPointInPolygon, length, lineString } from '@turf/turf';
import type { BBox, MultiPolygon, Polygon } from 'geojson';
import type { Boundary } from '../register.js';
import { coordinatesOf } from './coordinates-of.js';
import type { RoadNetwork } from './road-network.js';

/** Index of the first zone that holds each segment's middle; -1 where none does, also for zones without boundary. */
export function workZoneOfSegments(
  network: RoadNetwork,
  zones: readonly { readonly boundary: Boundary | null }[],
): Int32Array {
  const areas = zones.map(({ boundary }) => (boundary ? areaOf(boundary) : undefined));
  return Int32Array.from({ length: network.segmentCount }, (_, s) => {
    const middle = middleOf(network, s);
    return areas.findIndex(
      (area) => area && isInBox(middle, area.box) && booleanPointInPolygon(middle, area.shape),
    );
  });
}

function areaOf(boundary: Boundary): { shape: Polygon | MultiPolygon; box: BBox } {
  const shape = boundary as unknown as Polygon | MultiPolygon;
  return { shape, box: bbox(shape) };
}

function middleOf(network: RoadNetwork, segment: number): [number, number] {
  const line = lineString(coordinatesOf(network, segment));
  const [lng, lat] = along(line, length(line) / 2).geometry.coordinates;
  return [lng, lat];
}

const isInBox = ([lng, lat]: readonly [number, number], [west, south, east, north]: BBox): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;
