import type { Area } from '#wire';
import { nearestPlaceName, placeRows, titleOfRow } from './place-rows.js';

const area = (name: string, km: Area['km'], lastPlowedAt: string | null = null, lng = 136.65): Area => ({
  cell: `${name}-${lng}`,
  name,
  namedBy: 'place',
  lat: 36.56,
  lng,
  km,
  lastPlowedAt,
});

describe('the list by place', () => {
  it('sums the cells of one name and keeps the latest plowing', () => {
    const [row] = placeRows([
      area('片町', { cleared: 1, due: 0.5 }, '2026-01-25T08:42:00+09:00'),
      area('片町', { cleared: 2, snowed_again: 0.25 }, '2026-01-25T08:10:00+09:00', 136.66),
    ]);
    expect(row).toMatchObject({ name: '片町', clearedKm: 3, remainingKm: 0.75 });
    expect(row.lastPlowedAt).toBe(Date.parse('2026-01-25T08:42:00+09:00'));
  });

  it('puts the overdue first, then what is left, then the name', () => {
    const rows = placeRows([
      area('b', { cleared: 4 }),
      area('a', { cleared: 4 }),
      area('much left', { due: 3 }),
      area('overdue', { overdue: 0.2, cleared: 9 }),
    ]);
    expect(rows.map((row) => row.name)).toEqual(['overdue', 'much left', 'a', 'b']);
  });

  it('leaves out places without a road of the plan', () => {
    expect(placeRows([area('山', { not_target: 12, melting_pipe: 1 })])).toEqual([]);
  });
});

describe('nearestPlaceName', () => {
  it('names the nearest cell', () => {
    const areas = [area('片町', {}, null, 136.653), area('野町', {}, null, 136.649)];
    expect(nearestPlaceName(areas, 136.6525, 36.56)).toBe('片町');
    expect(nearestPlaceName([], 136.65, 36.56)).toBe('');
  });

  it('is silent where areas go by roads: the tapped road has its own name', () => {
    expect(nearestPlaceName([{ ...area('E GENESEE ST', {}), namedBy: 'road' }], 136.65, 36.56)).toBe('');
  });
});

describe('titleOfRow', () => {
  it('says that an area lies around the road it is named by', () => {
    const [place] = placeRows([area('片町', { cleared: 1 })]);
    const [road] = placeRows([{ ...area('国道157号', { cleared: 1 }), namedBy: 'road' }]);
    expect([place, road].map(titleOfRow)).toEqual(['片町', '国道157号 周辺']);
  });
});
