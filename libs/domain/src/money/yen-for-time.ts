import { multiplyDivide, type RoundingMode } from './rounding.js';

const HOUR_S = 3600;

/** Whole yen for `seconds` at a whole hourly rate, rounded once. */
export const yenForTime = (seconds: number, yenPerHour: number, mode: RoundingMode): number =>
  multiplyDivide(seconds, yenPerHour, HOUR_S, mode);
