import { fixKey } from './fix-key.js';
import { type FixReceipt, judgeFix, type RawFix } from './judge-fix.js';

const RECEIVED_AT = Date.UTC(2026, 0, 25, 9);
const MINUTE_MS = 60_000;
const receipt: FixReceipt = { deviceId: 7, receivedAt: RECEIVED_AT, vehicleIdAt: () => 3 };
const good: RawFix = {
  fixAt: RECEIVED_AT - 1000,
  lat: 36.56,
  lng: 136.65,
  speedMps: 5.123,
  headingDeg: 12.34,
};
const reasonOf = (change: RawFix): string | null => {
  const verdict = judgeFix({ ...good, ...change }, receipt);
  return 'reason' in verdict ? verdict.reason : null;
};

describe('judgeFix', () => {
  it.each<[string, RawFix, string | null]>([
    ['a good fix', {}, null],
    ['no time', { fixAt: null }, 'time_missing'],
    ['time not a number', { fixAt: Number.NaN }, 'time_missing'],
    ['4 min ahead', { fixAt: RECEIVED_AT + 4 * MINUTE_MS }, null],
    ['6 min ahead', { fixAt: RECEIVED_AT + 6 * MINUTE_MS }, 'time_in_future'],
    ['a year ahead', { fixAt: RECEIVED_AT + 365 * 24 * 60 * MINUTE_MS }, 'time_in_future'],
    ['9 h ahead', { fixAt: RECEIVED_AT + 540 * MINUTE_MS - 2000 }, 'local_time_as_utc'],
    ['9 h ahead, sent 20 min late', { fixAt: RECEIVED_AT + 520 * MINUTE_MS }, 'local_time_as_utc'],
    ['10 h old', { fixAt: RECEIVED_AT - 600 * MINUTE_MS }, null],
    ['1,024 weeks old', { fixAt: RECEIVED_AT - 1024 * 7 * 24 * 60 * MINUTE_MS }, 'time_too_old'],
    ['no latitude', { lat: undefined }, 'position_missing'],
    ['NaN', { lng: Number.NaN }, 'position_not_a_number'],
    ['0/0', { lat: 0, lng: 0 }, 'position_zero'],
    ['on the equator', { lat: 0, lng: 100 }, null],
    ['latitude 95', { lat: 95 }, 'position_out_of_range'],
    ['400 km/h', { speedMps: 111 }, 'speed_out_of_range'],
    ['speed -1 = unknown', { speedMps: -1 }, null],
  ])('%s', (_name, change, reason) => {
    expect(reasonOf(change)).toBe(reason);
  });

  it('rounds to what the store keeps', () => {
    const verdict = judgeFix({ ...good, headingDeg: 359.97, accuracyM: 4.449 }, receipt);
    expect(verdict).toMatchObject({
      fix: { latE6: 36_560_000, lngE6: 136_650_000, speedMps: 5.12, headingDeg: 0, accuracyM: 4.4 },
    });
  });

  it('names a device that was on no vehicle', () => {
    expect(judgeFix(good, { ...receipt, vehicleIdAt: () => null })).toEqual({ reason: 'no_vehicle' });
  });
});

describe('fixKey', () => {
  const fix = (change: RawFix = {}) => {
    const verdict = judgeFix({ ...good, ...change }, receipt);
    if ('reason' in verdict) throw new Error(verdict.reason);
    return verdict.fix;
  };

  it('is the seq where there is one', () => {
    expect(fixKey(fix({ seq: 42 }))).toBe(42n);
  });

  it('is the same for the same observation and another for another', () => {
    expect(fixKey(fix())).toBe(fixKey(fix()));
    expect(fixKey(fix({ blade: true }))).not.toBe(fixKey(fix({ blade: false })));
    expect(fixKey(fix({ lat: 36.560_001 }))).not.toBe(fixKey(fix()));
  });

  it('fits a signed 64-bit integer', () => {
    expect(BigInt.asIntN(64, fixKey(fix()))).toBe(fixKey(fix()));
  });
});
