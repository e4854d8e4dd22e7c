import { WORK_TYPES, type WorkType } from '#domain';

/** Readers of single values of a device's message: null = not given, NaN = given, but not a number. */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const ISO_INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
const UTC_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/;
/** Epoch numbers from here on are milliseconds (in seconds: the year 5138). */
const SMALLEST_EPOCH_MS = 1e11;

const KNOTS_MPS = 1852 / 3600;
export const knotsToMps = (knots: number | null): number | null =>
  knots === null ? null : knots * KNOTS_MPS;

/** A JSON number, or a number as text with a decimal point. */
export const parseNumber = (value: unknown): number | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : Number.NaN;
};

/** ISO 8601 with a zone, or epoch milliseconds → epoch milliseconds. */
export const parseInstant = (value: unknown): number | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && ISO_INSTANT.test(value) ? Date.parse(value) : Number.NaN;
};

/** The phone apps' time: epoch seconds or milliseconds, ISO 8601, or `2026-01-25 18:00:00` in UTC → epoch ms. */
export const parsePhoneTime = (value: unknown): number | null => {
  const number = parseNumber(value);
  if (number === null) return null;
  if (!Number.isNaN(number)) return number < SMALLEST_EPOCH_MS ? number * 1000 : number;
  const text = String(value);
  return parseInstant(UTC_WITHOUT_ZONE.test(text) ? `${text.replace(' ', 'T')}Z` : text);
};

const ON = new Set(['1', 'true', 'on', 'yes', 'down']);
const OFF = new Set(['0', 'false', 'off', 'no', 'up']);

/** A blade (down is on) or spreader input; anything else than the known words is unknown, null. */
export const parseInput = (value: unknown): boolean | null => {
  const word = String(value).trim().toLowerCase();
  if (ON.has(word)) return true;
  return OFF.has(word) ? false : null;
};

/** 作業区分 as drivers' apps show it. */
const JAPANESE_WORK_TYPES: Record<string, WorkType> = {
  新雪除雪: 'fresh_snow',
  路面整正: 'surface_grading',
  圧雪処理: 'packed_snow',
  拡幅除雪: 'widening',
  運搬排雪: 'hauling',
  凍結防止剤散布: 'anti_icing',
  歩道除雪: 'sidewalk',
  巡回: 'patrol',
  パトロール: 'patrol',
};

/** A 作業区分 by its word or its Japanese name; null where it is neither. */
export const parseWorkType = (value: unknown): WorkType | null => {
  const word = String(value).trim();
  return WORK_TYPES.find((type) => type === word.toLowerCase()) ?? JAPANESE_WORK_TYPES[word] ?? null;
};
