import type { VehicleNow } from '#wire';
import { FleetMotion, poseAt } from './motion.js';

const fix = (lng: number, headingDeg: number | null): VehicleNow => ({
  vehicleId: 1,
  code: 'K-1',
  name: '',
  contractor: '',
  machineType: '',
  fixAt: '',
  receivedAt: '',
  lat: 36.56,
  lng,
  speedMps: null,
  headingDeg,
  directed: null,
  workKind: 'plowed',
  silentSince: null,
});

describe('poseAt', () => {
  it('turns the shorter way round', () => {
    const leg = {
      from: { lng: 0, lat: 0, headingDeg: 350 },
      to: { lng: 1, lat: 0, headingDeg: 10 },
      startedAt: 0,
      durationMs: 100,
    };
    expect(poseAt(leg, 50)).toEqual({ lng: 0.5, lat: 0, headingDeg: 0 });
    expect(poseAt(leg, 1_000)).toEqual({ lng: 1, lat: 0, headingDeg: 10 });
  });
});

describe('FleetMotion', () => {
  it('drives to the newest fix in the time between the last two', () => {
    const motion = new FleetMotion(false);
    motion.move(fix(136.65, 90), 0);
    motion.move(fix(136.651, null), 1_000);
    expect(motion.poseOf(1, 1_500)).toMatchObject({ lng: expect.closeTo(136.6505), headingDeg: 90 });
    expect(motion.isMoving(1_500)).toBe(true);
    expect(motion.isMoving(2_001)).toBe(false);
  });

  it('jumps where the way between is unknown, and always when the reader wants no motion', () => {
    const motion = new FleetMotion(false);
    motion.move(fix(136.65, 90), 0);
    motion.move(fix(136.7, 90), 1_000);
    expect(motion.poseOf(1, 1_000)?.lng).toBe(136.7);
    const still = new FleetMotion(true);
    still.move(fix(136.65, 90), 0);
    still.move(fix(136.6501, 90), 1_000);
    expect(still.poseOf(1, 1_000)?.lng).toBe(136.6501);
  });
});
