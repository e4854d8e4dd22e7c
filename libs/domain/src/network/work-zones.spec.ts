import { area, booleanPointInPolygon } from '@turf/turf';
import { buildNetwork } from './build-network.js';
import { corridorOf } from './corridor.js';
import type { RoadWay } from './road-way.js';
import { workZoneOfSegments } from './work-zones.js';

const street = (id: string, lat: number): RoadWay => ({
  id,
  coords: [
    [136.65, lat],
    [136.653, lat],
  ],
  name: '',
  ref: '',
  roadClass: 'residential',
  oneWay: false,
  lanes: 1,
  bridge: false,
  tunnel: false,
  level: 0,
  authority: 'city',
  routeClass: 'city_3',
  meltingPipe: false,
});

const box = (west: number, south: number, east: number, north: number) => ({
  boundary: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

const { network } = buildNetwork([street('south', 36.56), street('north', 36.57)], { source: '' });
const latOf = (s: number): number => network.nodeLatE6[network.tailNode[s]] / 1e6;

describe('workZoneOfSegments', () => {
  it('finds the zone of each segment by its middle, and none outside', () => {
    const zones = [{ boundary: null }, box(136, 36.5, 136.6515, 36.565), box(136, 36.5, 137, 36.565)];
    const zoneOf = workZoneOfSegments(network, zones);
    const southern = Array.from(zoneOf).filter((_, s) => latOf(s) < 36.565);
    expect([...southern].sort()).toEqual([1, 1, 2]);
    expect(Array.from(zoneOf).filter((_, s) => latOf(s) > 36.565)).toEqual([-1, -1, -1]);
  });
});

describe('corridorOf', () => {
  it('is one shape along segments that follow each other, as wide as asked', () => {
    const southern = [0, 1, 2, 3, 4, 5].filter((s) => latOf(s) < 36.565);
    const shape = corridorOf(network, southern, 10);
    const lengthM = southern.reduce((sum, s) => sum + network.lengthCm[s] / 100, 0);
    expect(shape?.type).toBe('Polygon');
    expect(Math.abs(area(shape!) / (lengthM * 20 + 100 * Math.PI) - 1)).toBeLessThan(0.03);
    expect(booleanPointInPolygon([136.6515, 36.56005], shape!)).toBe(true);
  });

  it('is nothing for no segments', () => {
    expect(corridorOf(network, [], 10)).toBeNull();
  });
});
