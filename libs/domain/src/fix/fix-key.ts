import { createHash } from 'node:crypto';
import type { Fix } from './fix.js';

/** What of a fix its key is made from. */
export type KeyedFix = Pick<
  Fix,
  'seq' | 'latE6' | 'lngE6' | 'speedMps' | 'headingDeg' | 'blade' | 'spreader' | 'workType'
>;

const scaled = (value: number | null, factor: number): string =>
  value === null ? '' : String(Math.round(value * factor));

/**
 * Third part of a fix's key, after device and fix time (contracts: Fixes): the device's seq, or, where there is
 * none, the first 8 bytes (big-endian, signed) of SHA-256 over
 * `latE6,lngE6,speed cm/s,heading 0.1°,blade,spreader,workType`, unknown values empty.
 */
export const fixKey = (fix: KeyedFix): bigint => {
  if (fix.seq !== null) return BigInt(fix.seq);
  const text = [
    fix.latE6,
    fix.lngE6,
    scaled(fix.speedMps, 100),
    scaled(fix.headingDeg, 10),
    fix.blade ?? '',
    fix.spreader ?? '',
    fix.workType ?? '',
  ].join(',');
  return createHash('sha256').update(text).digest().readBigInt64BE(0);
};
