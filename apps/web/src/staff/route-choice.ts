import type { RouteProgress } from '#wire';
import { foldName } from '../text/fold-name.js';

/** Late routes shown before the reader asks for all of them. */
const MOST_LATE = 6;
const MOST_FOUND = 50;

/** Is the route unfinished past the instant its order wanted it finished? */
export const isLate = ({ complete, order }: RouteProgress, nowAt: number): boolean =>
  !complete && order?.targetFinishAt != null && Date.parse(order.targetFinishAt) < nowAt;

export interface RouteWish {
  readonly typed: string;
  readonly nowAt: number;
  readonly showsAllLate: boolean;
}

/** The routes worth a row: those that fit what was typed, else those that are late, the least plowed first. */
export function chooseRoutes(
  routes: readonly RouteProgress[],
  { typed, nowAt, showsAllLate }: RouteWish,
): { shown: RouteProgress[]; hidden: number } {
  const wanted = foldName(typed.trim());
  const fits =
    wanted === ''
      ? (route: RouteProgress) => isLate(route, nowAt)
      : ({ code, name }: RouteProgress) => foldName(`${code} ${name}`).includes(wanted);
  const fitting = routes
    .filter(fits)
    .sort((a, b) => a.plowedShare - b.plowedShare || a.code.localeCompare(b.code, 'ja', { numeric: true }));
  if (wanted !== '') return { shown: fitting.slice(0, MOST_FOUND), hidden: 0 };
  const shown = showsAllLate ? fitting : fitting.slice(0, MOST_LATE);
  return { shown, hidden: fitting.length - shown.length };
}
