import { area, bboxPolygon, booleanPointInPolygon } from '@turf/turf';
import type { Polygon } from 'geojson';
import { seaOf } from './sea.js';

const BOX = [136, 36, 137, 37] as const;
const shapes = (lines: [number, number][][]): Polygon[] =>
  seaOf(lines, BOX).map(({ geometry }) => geometry as unknown as Polygon);
const isSea = (lines: [number, number][][], at: [number, number]): boolean =>
  shapes(lines).some((shape) => booleanPointInPolygon(at, shape));

/** Land on the left: southwards along 136.5 the land is in the east, the sea in the west. */
const SOUTHWARD: [number, number][] = [
  [136.5, 37.2],
  [136.5, 36.5],
  [136.4, 35.8],
];

describe('seaOf', () => {
  it('is nothing without a coast', () => {
    expect(seaOf([], BOX)).toEqual([]);
  });

  it('lies on the right of a coast that crosses the box', () => {
    expect(isSea([SOUTHWARD], [136.1, 36.5])).toBe(true);
    expect(isSea([SOUTHWARD], [136.9, 36.5])).toBe(false);
    expect(isSea([[...SOUTHWARD].reverse()], [136.9, 36.5])).toBe(true);
  });

  it('joins a coast that comes in pieces', () => {
    const pieces = [SOUTHWARD.slice(1), SOUTHWARD.slice(0, 2)];
    expect(shapes(pieces)).toHaveLength(1);
    expect(isSea(pieces, [136.1, 36.5])).toBe(true);
  });

  it('leads a coast that ends inside the box on to its side', () => {
    const short: [number, number][] = [
      [136.5, 36.9],
      [136.5, 36.1],
    ];
    expect(isSea([short], [136.1, 36.5])).toBe(true);
    expect(isSea([short], [136.9, 36.5])).toBe(false);
  });

  it('has islands in it', () => {
    const island: [number, number][] = [
      [136.1, 36.4],
      [136.2, 36.4],
      [136.2, 36.5],
      [136.1, 36.5],
      [136.1, 36.4],
    ];
    expect(isSea([SOUTHWARD, island], [136.15, 36.45])).toBe(false);
    expect(isSea([SOUTHWARD, island], [136.05, 36.45])).toBe(true);
    expect(isSea([island], [136.9, 36.9])).toBe(true);
  });

  it('lies between two coasts that face each other', () => {
    const strait: [number, number][][] = [
      SOUTHWARD.map(([lng, lat]) => [lng - 0.3, lat] as [number, number]).reverse(),
      SOUTHWARD,
    ];
    expect(isSea(strait, [136.3, 36.5])).toBe(true);
    expect(isSea(strait, [136.05, 36.5])).toBe(false);
    expect(isSea(strait, [136.9, 36.5])).toBe(false);
    const total = shapes(strait).reduce((sum, shape) => sum + area(shape), 0);
    expect(total).toBeLessThan(area(bboxPolygon([...BOX])) * 0.35);
  });
});
