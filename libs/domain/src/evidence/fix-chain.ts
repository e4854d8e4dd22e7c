import { createHash } from 'node:crypto';
import { type LocalDate, localDateOf } from '../calendar/local-date.js';
import type { Fix } from '../fix/fix.js';
import { fixKey } from '../fix/fix-key.js';

/** Version of the records below: another form is another chain. */
export const FIX_CHAIN_VERSION = 2;

/**
 * The fixes of one machine on one day as a single number: each record is hashed together with the hash before it, so that
 * none can be changed, added, left out or moved without the head telling.
 */
export interface FixChain {
  readonly version: number;
  readonly machineCode: string;
  readonly date: LocalDate;
  readonly fixCount: number;
  /** SHA-256 after the last fix, hexadecimal. */
  readonly head: string;
}

const scaled = (value: number | null, factor: number): string =>
  value === null ? '' : String(Math.round(value * factor));

/** One fix as it is hashed: what the store keeps of it, unknown values empty. */
const recordOf = (fix: Fix, key: bigint): string =>
  [
    fix.deviceId,
    fix.fixAt,
    key,
    fix.latE6,
    fix.lngE6,
    scaled(fix.speedMps, 100),
    scaled(fix.headingDeg, 10),
    scaled(fix.accuracyM, 10),
    fix.blade ?? '',
    fix.spreader ?? '',
    fix.workType ?? '',
    fix.isMock ?? '',
    fix.receivedAt,
  ].join(',');

interface KeyedFix {
  readonly fix: Fix;
  readonly key: bigint;
}

/** In order of time, device and key: the order in which they came does not matter, since late fixes are normal. */
const inOrder = (fixes: readonly Fix[]): KeyedFix[] =>
  fixes
    .map((fix) => ({ fix, key: fixKey(fix) }))
    .sort(
      (a, b) =>
        a.fix.fixAt - b.fix.fixAt ||
        a.fix.deviceId - b.fix.deviceId ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    );

/**
 * The chain of a machine's fixes of one day in Japan, each fix once. Starts from the version, the machine and the date.
 * Throws RangeError for a fix of another day: then we are broken.
 */
export const chainFixes = (machineCode: string, date: LocalDate, fixes: readonly Fix[]): FixChain => {
  let head = createHash('sha256').update(`fixes ${FIX_CHAIN_VERSION}\n${machineCode}\n${date}`).digest();
  for (const { fix, key } of inOrder(fixes)) {
    if (localDateOf(fix.fixAt) !== date)
      throw new RangeError(`A fix of ${localDateOf(fix.fixAt)} is not of ${date}`);
    head = createHash('sha256').update(head).update(recordOf(fix, key)).digest();
  }
  return {
    version: FIX_CHAIN_VERSION,
    machineCode,
    date,
    fixCount: fixes.length,
    head: head.toString('hex'),
  };
};
