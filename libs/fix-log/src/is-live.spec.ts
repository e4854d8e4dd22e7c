import { simpleFix } from '../../../test/support/simple-fix.js';
import type { FixRecord } from './fix-log.js';
import { isLive } from './is-live.js';

const T0 = Date.parse('2026-01-25T18:00:00+09:00');
const fixOfAge = (seconds: number): FixRecord => ({
  kind: 'fix',
  fix: simpleFix(T0 - seconds * 1_000, { receivedAt: T0 }),
});
const rejected: FixRecord = {
  kind: 'rejected',
  rejected: { deviceId: 1, reason: 'unreadable', raw: '', receivedAt: T0 },
};

it.each<[string, FixRecord[], boolean]>([
  ['fixes of the last minute', [fixOfAge(0), fixOfAge(60)], true],
  ['a buffered fix among them', [fixOfAge(0), fixOfAge(61)], false],
  ['a rejected fix, whose age nobody knows', [rejected], false],
])('tells live fixes: %s', (_name, records, expected) => {
  expect(isLive(records)).toBe(expected);
});
