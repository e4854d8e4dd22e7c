import type { Fix } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { advanceVehiclesNow, listVehiclesNow, placeVehicles } from './vehicle-now-table.js';

const AT = Date.parse('2026-01-24T12:00:00Z');
const MINUTE = 60_000;

const fixOf = (vehicleId: number, fixAt: number, rest: Partial<Fix> = {}): Fix => ({
  deviceId: vehicleId,
  vehicleId,
  fixAt,
  seq: null,
  latE6: 36_560_000,
  lngE6: 136_650_000,
  speedMps: 4.25,
  headingDeg: 90.5,
  accuracyM: null,
  blade: null,
  spreader: null,
  workType: null,
  isMock: null,
  sentAt: null,
  receivedAt: fixAt + 500,
  ...rest,
});

describe('vehicle_now table', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
  });
  beforeEach(() => database.query('TRUNCATE vehicle_now'));
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('takes the newest fix; a late one only renews when it was received', async () => {
    const [first] = await advanceVehiclesNow(database, [fixOf(1, AT)]);
    expect(first).toMatchObject({
      fixAt: AT,
      speedMps: 4.25,
      headingDeg: 90.5,
      moved: true,
      workKind: 'unknown',
    });
    const late = fixOf(1, AT - MINUTE, { latE6: 1, receivedAt: AT + MINUTE });
    expect(await advanceVehiclesNow(database, [fixOf(2, AT), late])).toMatchObject([
      { vehicleId: 1, fixAt: AT, latE6: 36_560_000, receivedAt: AT + MINUTE, moved: false },
      { vehicleId: 2, moved: true },
    ]);
  });

  it('writes places and tells whose work changed with it', async () => {
    await advanceVehiclesNow(database, [fixOf(1, AT), fixOf(2, AT)]);
    const changed = await placeVehicles(database, [
      { vehicleId: 1, directed: 12, workKind: 'plowed' },
      { vehicleId: 2, directed: 13, workKind: 'unknown' },
    ]);
    expect(changed.map((vehicle) => vehicle.vehicleId)).toEqual([1]);
    expect(await listVehiclesNow(database)).toMatchObject([
      { vehicleId: 1, directed: 12, workKind: 'plowed' },
      { vehicleId: 2, directed: 13, workKind: 'unknown' },
    ]);
  });
});
