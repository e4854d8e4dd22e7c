import type { RoadNetwork } from './road-network.js';

/** The vertices of a segment as drawn, `[lng, lat]` in degrees. */
export function coordinatesOf(network: RoadNetwork, segment: number): [number, number][] {
  const coordinates: [number, number][] = [];
  for (let i = network.geometryStart[segment]; i < network.geometryStart[segment + 1]; i++) {
    coordinates.push([network.coordsE6[2 * i] / 1e6, network.coordsE6[2 * i + 1] / 1e6]);
  }
  return coordinates;
}
