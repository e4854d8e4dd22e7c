import type { RawFix } from '#domain';
import { knotsToMps, parseInput, parseNumber, parsePhoneTime, parseWorkType } from './field-values.js';

type Fields = Readonly<Record<string, unknown>>;

const KMH_MPS = 1 / 3.6;

/** Of a parameter given twice the first counts. */
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** The optional parameters that any form may carry; `mock` is what Android says of positions that an app made. */
const readWork = (fields: Fields): Pick<RawFix, 'blade' | 'spreader' | 'workType' | 'isMock'> => ({
  blade: parseInput(first(fields.blade)),
  spreader: parseInput(first(fields.spreader)),
  workType: parseWorkType(first(fields.work)),
  isMock: parseInput(first(fields.mock)),
});

/**
 * Speed in m/s. The same parameter is knots in Traccar Client, km/h (`vel`) in OwnTracks and m/s in OsmAnd, which
 * is told by its `hdop` (Traccar Client says `accuracy`).
 */
const readSpeed = (fields: Fields): number | null => {
  if (fields.vel !== undefined) {
    const kmh = parseNumber(fields.vel);
    return kmh === null ? null : kmh * KMH_MPS;
  }
  const speed = parseNumber(first(fields.speed));
  return fields.hdop === undefined ? knotsToMps(speed) : speed;
};

/**
 * A flat message: Traccar Client 8 and 10 (`timestamp` in s, `bearing`, `accuracy`), OsmAnd (`timestamp` in ms) and
 * OwnTracks (`tst`, `cog`, `acc`; `created_at` is when it was sent).
 */
export const readFlatFix = (fields: Fields): RawFix => ({
  fixAt: parsePhoneTime(first(fields.timestamp ?? fields.tst)),
  lat: parseNumber(first(fields.lat)),
  lng: parseNumber(first(fields.lon)),
  speedMps: readSpeed(fields),
  headingDeg: parseNumber(first(fields.bearing ?? fields.heading ?? fields.cog)),
  accuracyM: parseNumber(first(fields.accuracy ?? fields.acc)),
  ...readWork(fields),
  sentAt: parsePhoneTime(fields.created_at),
});

/** Traccar Client 9: `{timestamp, coords: {latitude, longitude, speed m/s, heading, accuracy}, extras}`; -1 = unknown. */
export const readNestedFix = (location: Fields, query: Fields): RawFix => {
  const coords = (location.coords ?? {}) as Fields;
  const extras = (location.extras ?? {}) as Fields;
  return {
    fixAt: parsePhoneTime(location.timestamp),
    lat: parseNumber(coords.latitude),
    lng: parseNumber(coords.longitude),
    speedMps: parseNumber(coords.speed),
    headingDeg: parseNumber(coords.heading),
    accuracyM: parseNumber(coords.accuracy),
    ...readWork({ ...query, mock: location.mock, ...extras }),
    sentAt: null,
  };
};
