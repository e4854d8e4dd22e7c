import type { Area } from '#wire';
import { say } from '../text/words.js';

/** One place (町) of the list: the sums over its cells. */
export interface PlaceRow {
  name: string;
  namedBy: Area['namedBy'];
  lng: number;
  lat: number;
  clearedKm: number;
  inProgressKm: number;
  /** Due, overdue and snowed again. */
  remainingKm: number;
  overdueKm: number;
  noDataKm: number;
  /** Epoch milliseconds, null when no plow was here in this storm. */
  lastPlowedAt: number | null;
}

const kmOf = (area: Area, ...words: string[]): number =>
  words.reduce((sum, word) => sum + (area.km[word] ?? 0), 0);

const emptyRow = (area: Area): PlaceRow => ({
  name: area.name,
  namedBy: area.namedBy,
  lng: area.lng,
  lat: area.lat,
  clearedKm: 0,
  inProgressKm: 0,
  remainingKm: 0,
  overdueKm: 0,
  noDataKm: 0,
  lastPlowedAt: null,
});

function add(row: PlaceRow, area: Area): void {
  row.clearedKm += kmOf(area, 'cleared');
  row.inProgressKm += kmOf(area, 'in_progress');
  row.remainingKm += kmOf(area, 'due', 'overdue', 'snowed_again');
  row.overdueKm += kmOf(area, 'overdue');
  row.noDataKm += kmOf(area, 'no_data');
  const plowedAt = area.lastPlowedAt === null ? null : Date.parse(area.lastPlowedAt);
  if (plowedAt !== null) row.lastPlowedAt = Math.max(plowedAt, row.lastPlowedAt ?? 0);
}

/** Is there anything of the plan in this place? */
const isTarget = (row: PlaceRow): boolean =>
  row.clearedKm + row.inProgressKm + row.remainingKm + row.noDataKm > 0.005;

/** Worst first: most overdue, then most left to clear, then by name. */
const worstFirst = (a: PlaceRow, b: PlaceRow): number =>
  b.overdueKm - a.overdueKm || b.remainingKm - a.remainingKm || a.name.localeCompare(b.name, 'ja');

/** The cells summed by place name, worst first; places without a road of the plan are left out. */
export function placeRows(areas: readonly Area[]): PlaceRow[] {
  const rows = new Map<string, PlaceRow>();
  for (const area of areas) {
    const row = rows.get(area.name) ?? emptyRow(area);
    add(row, area);
    rows.set(area.name, row);
  }
  return [...rows.values()].filter(isTarget).sort(worstFirst);
}

/** What the row is called on the page. */
export const titleOfRow = ({ name, namedBy }: PlaceRow): string =>
  namedBy === 'road' ? say([`${name} 周辺`, `around ${name}`]) : name;

/** Name of the place nearest to a point; empty where the areas go by roads or positions. */
export function nearestPlaceName(areas: readonly Area[], lng: number, lat: number): string {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best = '';
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const area of areas) {
    if (area.namedBy !== 'place') continue;
    const distance = ((area.lng - lng) * shrink) ** 2 + (area.lat - lat) ** 2;
    if (distance >= bestDistance) continue;
    best = area.name;
    bestDistance = distance;
  }
  return best;
}
