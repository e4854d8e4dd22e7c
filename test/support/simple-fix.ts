import { type Fix, fixKey } from '#domain';
import { asStored, type StoredFix } from '#store';

/** A fix of vehicle 1 as the store gives it back, with its own key. */
export const simpleFix = (fixAt: number, rest: Partial<Fix> = {}): StoredFix => {
  const fix: Fix = {
    deviceId: 1,
    vehicleId: 1,
    fixAt,
    seq: null,
    latE6: 36_560_000,
    lngE6: 136_650_000,
    speedMps: 4.2,
    headingDeg: 90,
    accuracyM: 4.3,
    blade: null,
    spreader: null,
    workType: null,
    isMock: null,
    sentAt: fixAt + 100,
    receivedAt: fixAt + 800,
    ...rest,
  };
  return asStored(fix, fixKey(fix));
};
