import type { RouteProgress } from '#wire';

const MOST_ROUTES = 6;

/** Is the route unfinished past the instant its order wanted it finished? */
export const isLate = ({ complete, order }: RouteProgress, nowAt: number): boolean =>
  !complete && order?.targetFinishAt != null && Date.parse(order.targetFinishAt) < nowAt;

/** The routes worth a row: those that fit what was typed, else those that are late, the least plowed first. */
export function chooseRoutes(
  routes: readonly RouteProgress[],
  typed: string,
  nowAt: number,
): RouteProgress[] {
  const wanted = typed.trim().normalize('NFKC').toLowerCase();
  const fits =
    wanted === ''
      ? (route: RouteProgress) => isLate(route, nowAt)
      : ({ code, name }: RouteProgress) => `${code} ${name}`.normalize('NFKC').toLowerCase().includes(wanted);
  return routes
    .filter(fits)
    .sort((a, b) => a.plowedShare - b.plowedShare || a.code.localeCompare(b.code, 'ja', { numeric: true }))
    .slice(0, MOST_ROUTES);
}
