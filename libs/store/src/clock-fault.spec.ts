import type { RejectedFix, RejectReason } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { newClockFaults } from './clock-fault.js';
import type { Database } from './database.js';
import { insertRejectedFixes } from './rejected-fix-table.js';

const T0 = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
  await database.query("INSERT INTO vehicle (code, name) VALUES ('P1', '1号車'), ('P2', '2号車')");
  await database.query(
    "INSERT INTO device (code, token_hash) VALUES ('D1', decode('01', 'hex')), ('D2', decode('02', 'hex'))",
  );
  await database.query(
    `INSERT INTO device_assignment (device_id, vehicle_id, from_at)
     VALUES (1, 1, to_timestamp(0)), (1, 2, to_timestamp($1::float8 / 1000))`,
    [T0 + 30 * MINUTE],
  );
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

let sent = 0;
const rejected = (minute: number, reason: RejectReason, deviceId = 1): RejectedFix => {
  sent += 1;
  return { deviceId, reason, raw: `raw ${sent}`, receivedAt: T0 + minute * MINUTE };
};
/** What is told of when these are kept. */
const told = async (...fixes: RejectedFix[]): Promise<object[]> => {
  const faults = await newClockFaults(database, fixes);
  await insertRejectedFixes(database, fixes);
  return faults;
};
const FAULT = { deviceCode: 'D1', vehicleId: 1, reason: 'local_time_as_utc' };

describe('clock faults', () => {
  it('are told of once a device and reason, and again after ten minutes', async () => {
    const local = (minute: number): RejectedFix => rejected(minute, 'local_time_as_utc');
    expect(await told(local(0), local(0))).toEqual([FAULT]);
    expect(await told(local(5))).toEqual([]);
    expect(await told(local(5), rejected(5, 'time_too_old'))).toEqual([{ ...FAULT, reason: 'time_too_old' }]);
    expect(await told(local(16))).toEqual([FAULT]);
  });

  it('name the vehicle that the device is on, or none', async () => {
    expect(await told(rejected(40, 'local_time_as_utc'), rejected(40, 'time_in_future', 2))).toEqual([
      { ...FAULT, vehicleId: 2 },
      { deviceCode: 'D2', vehicleId: null, reason: 'time_in_future' },
    ]);
  });

  it('are no other faults', async () => {
    expect(await told(rejected(60, 'position_zero'), rejected(60, 'no_vehicle'))).toEqual([]);
  });
});
