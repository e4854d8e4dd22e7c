import { FINAL_AROUND_MS } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { draftReport } from '../../domain/src/report/hand-built-workflow.js';
import type { Database } from './database.js';
import { listOpenRecords } from './open-records.js';
import { insertReports } from './report-table.js';
import { markTracks, OPEN_END_AT } from './track-mark-table.js';
import { upsertTracks } from './track-table.js';

const HOUR_MS = 3_600_000;
/** From 20:00 to 21:00. */
const report = draftReport();
const { reportNo, machineCode } = report;
const FROM_AT = Date.parse('2027-01-12T20:00:00+09:00');
const TO_AT = FROM_AT + HOUR_MS;

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'daily_report', 'report_evidence', 'vehicle', 'track_mark', 'track');
  await database.query('INSERT INTO vehicle (id, code, name) OVERRIDING SYSTEM VALUE VALUES (1, $1, $1)', [
    machineCode,
  ]);
  await database.transaction((tx) => insertReports(tx, [report], TO_AT));
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const open = () => listOpenRecords(database, [reportNo], FINAL_AROUND_MS);
const track = (fromAt: number, endedAt: number, closed: boolean, vehicleId = 1) =>
  upsertTracks(database, [{ vehicleId, startedAt: fromAt, endedAt, closed }]);

describe('the record of a report', () => {
  it('is open while its track is, and from when on', async () => {
    await track(FROM_AT, TO_AT + 60_000, false);
    expect(await open()).toEqual([{ reportNo, machineCode, lastAt: TO_AT + 60_000 }]);
    await track(FROM_AT, TO_AT + 60_000, true);
    expect(await open()).toEqual([]);
  });

  it('is not open because the machine drives again, or is heard of all day', async () => {
    await track(TO_AT + 12 * HOUR_MS, TO_AT + 13 * HOUR_MS, false);
    await track(FROM_AT, TO_AT + 4 * HOUR_MS, false);
    await track(FROM_AT, TO_AT, false, 2);
    expect(await open()).toEqual([]);
  });

  it('is open while something of its time is marked', async () => {
    const mark = (fromAt: number, toAt: number) => markTracks(database, [{ vehicleId: 1, fromAt, toAt }]);
    await mark(TO_AT + 12 * HOUR_MS, OPEN_END_AT);
    expect(await open()).toEqual([]);
    await mark(FROM_AT + 60_000, FROM_AT + 60_000);
    expect(await open()).toEqual([{ reportNo, machineCode, lastAt: OPEN_END_AT }]);
  });
});
