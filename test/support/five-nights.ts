import type { Night } from './driven-night.js';
import { HOUR_MS } from './map-api-app.js';
import { EVENING } from './paper-api.js';

const night = (vehicle: string, days: number, standingMin = 0): Night => ({
  vehicle,
  roads: ['本通り', '細道', '高しきい通り'],
  fromAt: EVENING - days * 24 * HOUR_MS,
  toAt: EVENING - days * 24 * HOUR_MS + HOUR_MS,
  standingMin,
});

/** Four nights of P1, the last but two with 20 minutes of standing, and one of P2. */
export const FIVE_NIGHTS: readonly Night[] = [
  night('P1', 0),
  night('P1', 1),
  night('P1', 2, 20),
  night('P1', 3),
  night('P2', 0),
];

/** Number of the report of such a night, by its day of January 2026. */
export const numberOf = (vehicle: string, day: string): string =>
  `N202601${day}-${vehicle}-K-${vehicle === 'P1' ? 'C1' : 'C2'}`;
