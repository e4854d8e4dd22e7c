import { cellToLatLng, latLngToCell } from 'h3-js';
import { distanceM, type RoadNetwork } from '#domain';
import type { Area } from '#wire';
import { AREA_RESOLUTION } from './area-resolution.js';

/** The areas of a network: H3 cells that hold the middle of at least one segment, each with a name for people. */
export interface AreaCells {
  readonly cells: readonly Pick<Area, 'cell' | 'name' | 'namedBy' | 'lat' | 'lng'>[];
  /** By segment: index into `cells`. */
  readonly cellOf: Int32Array;
}

type AreaName = Pick<Area, 'name' | 'namedBy'>;

/** Puts every segment into its cell and names each cell: by the place nearest to its centre, else by its longest road. */
export const areaCells = (network: RoadNetwork): AreaCells => {
  const indexOf = new Map<string, number>();
  const cellOf = new Int32Array(network.segmentCount);
  for (let s = 0; s < network.segmentCount; s += 1) {
    const [lngE6, latE6] = middleVertexOf(network, s);
    const cell = latLngToCell(latE6 / 1e6, lngE6 / 1e6, AREA_RESOLUTION);
    if (!indexOf.has(cell)) indexOf.set(cell, indexOf.size);
    cellOf[s] = indexOf.get(cell)!;
  }
  const placeOf = placeNamer(network);
  const roadNames = longestRoads(network, cellOf, indexOf.size);
  const cells = [...indexOf.keys()].map((cell, index) => {
    const [lat, lng] = cellToLatLng(cell);
    const name = placeOf(lat, lng) ?? roadName(roadNames[index]) ?? positionName(lat, lng);
    return { cell, ...name, lat: roundE5(lat), lng: roundE5(lng) };
  });
  return { cells, cellOf };
};

/** Midpoint of a segment's two middle vertices: at most 100 m long, so the cell it names is right. */
function middleVertexOf(network: RoadNetwork, segment: number): [number, number] {
  const first = network.geometryStart[segment];
  const last = network.geometryStart[segment + 1] - 1;
  const [a, b] = [(first + last) >> 1, (first + last + 1) >> 1];
  const { coordsE6 } = network;
  return [(coordsE6[2 * a] + coordsE6[2 * b]) / 2, (coordsE6[2 * a + 1] + coordsE6[2 * b + 1]) / 2];
}

/** Names by the nearest place; undefined where the backdrop has none. */
function placeNamer(network: RoadNetwork): (lat: number, lng: number) => AreaName | undefined {
  const places = network.backdrop.flatMap(({ kind, name, geometry }) =>
    kind === 'place' && geometry.type === 'Point' && name !== '' ? [{ name, at: geometry.coordinates }] : [],
  );
  return (lat, lng) => {
    let nearest: AreaName | undefined;
    let nearestM = Number.POSITIVE_INFINITY;
    for (const { name, at } of places) {
      const distance = distanceM(lng * 1e6, lat * 1e6, at[0] * 1e6, at[1] * 1e6);
      if (distance < nearestM) [nearest, nearestM] = [{ name, namedBy: 'place' }, distance];
    }
    return nearest;
  };
}

/** By cell: the road name with most metres in it, the first by name of equals; undefined where none has a name. */
function longestRoads(network: RoadNetwork, cellOf: Int32Array, cellCount: number): (string | undefined)[] {
  const lengths = Array.from({ length: cellCount }, () => new Map<string, number>());
  for (let s = 0; s < network.segmentCount; s += 1) {
    const { name } = network.roads[network.roadOf[s]];
    const ofCell = lengths[cellOf[s]];
    if (name !== '') ofCell.set(name, (ofCell.get(name) ?? 0) + network.lengthCm[s]);
  }
  return lengths.map((ofCell) => [...ofCell].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0]);
}

const roadName = (name: string | undefined): AreaName | undefined =>
  name === undefined ? undefined : { name, namedBy: 'road' };

const positionName = (lat: number, lng: number): AreaName => ({
  name: `${lat.toFixed(3)}, ${lng.toFixed(3)}`,
  namedBy: 'position',
});

const roundE5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
