import { language } from './language.js';

/** `1時間30分` / `1 h 30 min`, whole minutes, rounded down; seconds below a minute. */
export const duration = (seconds: number): string => {
  const isJapanese = language() === 'ja';
  if (seconds < 60) return isJapanese ? `${seconds}秒` : `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (isJapanese)
    return `${hours > 0 ? `${hours}時間` : ''}${minutes > 0 || hours === 0 ? `${minutes}分` : ''}`;
  return `${hours > 0 ? `${hours} h ` : ''}${minutes} min`;
};

/** `1:30`, as a table's column reads it. */
export const hoursMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}:${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}`;

/** `12.3 km`, one decimal. */
export const km = (metres: number): string => `${(metres / 1000).toFixed(1)} km`;

/** `12,345円` / `¥12,345`. */
export const yen = (amount: number): string =>
  language() === 'ja' ? `${amount.toLocaleString('ja-JP')}円` : `¥${amount.toLocaleString('en')}`;

const clock = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `21:50`, Japanese time, of an instant on the wire. */
export const timeOf = (instant: string | null): string =>
  instant === null ? '–' : clock.format(Date.parse(instant));

const days = {
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', weekday: 'short' }),
};

/** `1月25日(日)` of `2026-01-25`. */
export const dayOf = (date: string): string => days[language()].format(Date.parse(date));

/** One language of a problem's sentence, which has both. */
export const ownLanguage = (detail: string): string => {
  const [ja, en = ja] = detail.split(' / ');
  return language() === 'ja' ? ja : en;
};
