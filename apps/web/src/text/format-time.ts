import type { Language } from './language.js';

const ZONE = 'Asia/Tokyo';
const clockFormat = new Intl.DateTimeFormat('ja-JP', {
  timeZone: ZONE,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});
const secondFormat = new Intl.DateTimeFormat('ja-JP', {
  timeZone: ZONE,
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayFormats = {
  ja: new Intl.DateTimeFormat('ja-JP', {
    timeZone: ZONE,
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
  }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'short', weekday: 'short' }),
};
const hourFormat = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });

/** `8:42`, Japanese time, for epoch milliseconds. */
export const clockTime = (at: number): string => clockFormat.format(at);

/** `8:42:05`, Japanese time. */
export const clockSeconds = (at: number): string => secondFormat.format(at);

/** `12月24日(木)` or `Thu 24 Dec`, the Japanese day. */
export const calendarDay = (at: number, language: Language): string => dayFormats[language].format(at);

/** Minutes that Japan is behind UTC, as `getTimezoneOffset` counts. */
const JAPAN_OFFSET_MIN = -540;

/** `8:42`, and `8:42 JST` for a reader whose own clock is not Japan's. */
export const zonedTime = (time: string, readerOffsetMin: number): string =>
  readerOffsetMin === JAPAN_OFFSET_MIN ? time : `${time} JST`;

/** The hour 0–23 in Japan. */
export const hourOfDay = (at: number): number => Number(hourFormat.format(at));

/** Nearer than this a time of day says which day it is, milliseconds. */
const SURE_DAY_MS = 12 * 3_600_000;

/** `8:42`, or `12月24日(木) 8:42` when it is neither today by the storm's clock nor within 12 hours. */
export function clockTimeOnDay(at: number, nowAt: number, language: Language): string {
  const day = calendarDay(at, language);
  const isSure = Math.abs(nowAt - at) < SURE_DAY_MS || day === calendarDay(nowAt, language);
  return isSure ? clockTime(at) : `${day} ${clockTime(at)}`;
}

/** An age in plain words: `30秒前`, `5分前`, `2時間10分前`. Negative ages count as 0. */
export function ageWords(ageMs: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return language === 'ja' ? `${seconds}秒前` : `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return language === 'ja' ? `${minutes}分前` : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (language === 'ja') return rest === 0 ? `${hours}時間前` : `${hours}時間${rest}分前`;
  return rest === 0 ? `${hours} h ago` : `${hours} h ${rest} min ago`;
}

/** Kilometres with one decimal below 10, none above. */
export const kilometres = (km: number): string => (km < 10 ? km.toFixed(1) : String(Math.round(km)));
