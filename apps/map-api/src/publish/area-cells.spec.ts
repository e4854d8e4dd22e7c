import { type BackdropFeature, buildNetwork, type RoadWay } from '#domain';
import { areaCells } from './area-cells.js';

/** Of 100 m in the drawn direction, all in one cell. */
const way = (id: string, name: string, lat: number, lengthDeg = 0.0011): RoadWay => ({
  id,
  coords: [
    [136.65, lat],
    [136.65 + lengthDeg, lat],
  ],
  name,
  ref: '',
  roadClass: 'residential',
  oneWay: false,
  lanes: 2,
  bridge: false,
  tunnel: false,
  level: 0,
  authority: 'city',
  routeClass: 'city_2',
  meltingPipe: false,
});

const namesOf = (ways: RoadWay[], backdrop: BackdropFeature[] = []) => {
  const { network } = buildNetwork(ways, { source: 'test', backdrop });
  return areaCells(network).cells.map(({ name, namedBy }) => ({ name, namedBy }));
};

const ROADS = [
  way('a', '短い通り', 36.56),
  way('b', '長い通り', 36.561, 0.0022),
  way('c', '', 36.562, 0.0033),
];

describe('areaCells', () => {
  it('names a cell by the nearest place', () => {
    const place: BackdropFeature = {
      kind: 'place',
      name: '片町',
      geometry: { type: 'Point', coordinates: [136.653, 36.565] },
      rank: 1,
    };
    expect(namesOf(ROADS, [place])).toEqual([{ name: '片町', namedBy: 'place' }]);
  });

  it('names it by its longest named road where the map has no places', () => {
    expect(namesOf(ROADS)).toEqual([{ name: '長い通り', namedBy: 'road' }]);
  });

  it('names it by its position where no road has a name', () => {
    const [{ name, namedBy }] = namesOf([way('a', '', 36.56)]);
    expect(namedBy).toBe('position');
    expect(name).toMatch(/^36\.5\d\d, 136\.65\d$/);
  });
});
