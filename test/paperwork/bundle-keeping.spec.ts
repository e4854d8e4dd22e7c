import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { verifyBundle } from '#bundle';
import { findKeptBundle, issuedInvoice, keepBundle, reissueInvoiceOf } from '#paperwork';
import { listUnbundled, searchInvoices } from '#store';
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

it('a bundle is found again though the clock was put back between invoice and bundle', async () => {
  const { parts } = town;
  const place = { folder, stamp: { ...STAMP, at: STAMP.at - 3_600_000 } };
  await town.approveAll();
  const released = await town.settleAndRelease();
  const first = await keepBundle(parts, released, place);
  expect(await listUnbundled(town.database)).toEqual([]);
  expect(await findKeptBundle(parts, released, folder)).toMatchObject({ rootHash: first.rootHash });
  const { invoiceNo } = released.invoice!;
  await reissueInvoiceOf(parts, { invoiceNo, reason: '口座の誤り' }, STAMP);
  expect(await findKeptBundle(parts, released, folder)).toBeNull();
  const second = await keepBundle(parts, released, place);
  expect(second.rootHash).not.toBe(first.rootHash);
  expect(await listUnbundled(town.database)).toEqual([]);
  expect(await findKeptBundle(parts, released, folder)).toMatchObject({ rootHash: second.rootHash });
  const issued = await searchInvoices(town.database);
  const printed = await Promise.all(issued.map((each) => issuedInvoice(parts, each, place)));
  expect(printed.map(({ rootHash }) => rootHash)).toEqual([first.rootHash, second.rootHash]);
});
