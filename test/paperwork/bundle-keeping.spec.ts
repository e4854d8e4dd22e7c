import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { verifyBundle } from '#bundle';
import { keepBundle } from '#paperwork';
import { storeNight } from '../support/paper-world.js';
import { STAMP, TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let town: TownMonth;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kept-'));
  town = await TownMonth.start();
  await town.saveIssuer();
});
afterEach(async () => {
  await town.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('the bundle of a machine that got another plate within the month verifies', async () => {
  const { database, network } = town.parts;
  await database.query("UPDATE vehicle SET plate_no = '金沢 000 か 9999' WHERE code = 'T-2'");
  const fromAt = Date.parse('2026-01-25T20:00:00+09:00');
  const night = { vehicle: 'T-2', roads: ['row 0', 'row 1'], fromAt, toAt: fromAt + 3_600_000 };
  await storeNight(database, network, night);
  const range = { fromDate: '2026-01-24', toDate: '2026-01-25' };
  await town.make({ ...range, fromDate: '2026-01-25' });
  await town.approveAll(range);
  const released = await town.settleAndRelease();
  expect(released.settlement.reports).toHaveLength(3);
  const { zip } = await keepBundle(town.parts, released, { folder, stamp: STAMP });
  expect(verifyBundle(zip, null)).toMatchObject({ verdict: 'consistent', faults: [] });
});
