import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { simpleFix } from '../../../test/support/simple-fix.js';
import type { Database } from './database.js';
import { insertFixes } from './fix-table.js';
import { listVehicleHours } from './vehicle-hour-table.js';

const HOUR_AT = Date.parse('2026-01-24T12:00:00Z');
const HOUR = 3_600_000;

describe('vehicle_hour', () => {
  let cloned: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    cloned = await cloneDatabase();
    database = cloned.open();
  });
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });

  it('counts what a vehicle sent in each hour', async () => {
    const fixes = [
      simpleFix(HOUR_AT, { speedMps: 0.5, blade: true }),
      simpleFix(HOUR_AT + 5_000, { speedMps: 0.51, blade: true, spreader: true }),
      simpleFix(HOUR_AT + HOUR - 1, { speedMps: 12.34, blade: false }),
      simpleFix(HOUR_AT + HOUR, { speedMps: null }),
      simpleFix(HOUR_AT, { vehicleId: 2, deviceId: 2 }),
    ];
    await insertFixes(
      database,
      fixes.map((fix, position) => ({ fix, position })),
    );
    const span = { vehicleId: 1, fromAt: HOUR_AT, toAt: HOUR_AT + HOUR };
    expect(await listVehicleHours(database, span)).toEqual([
      {
        vehicleId: 1,
        hourAt: HOUR_AT,
        fixes: 3,
        firstFixAt: HOUR_AT,
        lastFixAt: HOUR_AT + HOUR - 1,
        movingFixes: 2,
        bladeFixes: 2,
        spreaderFixes: 1,
        topSpeedMps: 12.34,
      },
      {
        vehicleId: 1,
        hourAt: HOUR_AT + HOUR,
        fixes: 1,
        firstFixAt: HOUR_AT + HOUR,
        lastFixAt: HOUR_AT + HOUR,
        movingFixes: 0,
        bladeFixes: 0,
        spreaderFixes: 0,
        topSpeedMps: null,
      },
    ]);
    expect(await listVehicleHours(database, { ...span, toAt: HOUR_AT })).toHaveLength(1);
  });
});
