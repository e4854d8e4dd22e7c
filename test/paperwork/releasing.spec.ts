import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { verifyBundle } from '#bundle';
import type { Contract } from '#domain';
import { documentSources, keepBundle, releaseSettlementOf } from '#paperwork';
import { findContract, listFindings, saveContract, searchInvoices } from '#store';
import { storeNight } from '../support/paper-world.js';
import { faultOf, STAMP, TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let town: TownMonth;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'released-'));
  town = await TownMonth.start();
  await town.saveIssuer();
});
afterEach(async () => {
  await town.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bundleOf = (stored: Parameters<typeof keepBundle>[1]) =>
  keepBundle(town.parts, stored, { folder, stamp: STAMP });
const changes = async (): Promise<string[]> =>
  (await listFindings(town.database, { stage: 'audit', onlyCurrent: false }))
    .map(({ finding }) => finding)
    .filter(({ code }) => code === 'changed_after_approval')
    .map(({ id }) => id);

describe('late fixes between settling and releasing', () => {
  it('keep the payment back though nobody made the reports anew, and each change asks again', async () => {
    await town.approveAll();
    const settled = await town.settle();
    await town.lateFixes(4);
    expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('audit_open');
    expect(await searchInvoices(town.database)).toEqual([]);
    expect(await town.payAll()).toBe(1);
    await town.lateFixes(9);
    expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('audit_open');
    expect(new Set(await changes()).size).toBe(2);
    expect(await town.payAll()).toBe(1);
    expect((await releaseSettlementOf(town.parts, settled, STAMP)).invoice).not.toBeNull();
  });
});

/** Tokamachi's policy with a base that the nights go beyond, paid from November on. */
const prepaid = async (): Promise<void> => {
  const contract = (await findContract(town.database, 'K-C1'))!;
  const rates = contract.machines.map((machine) => ({ ...machine, baseYen: 5_000 }));
  const amended: Contract = {
    ...contract,
    machines: contract.machines.filter(({ machineCode }) => machineCode === 'T-2'),
    standby: [{ kind: 'prepaid_base', payMonth: 11, excessPercent: 90, rates }],
  };
  await town.database.transaction((tx) => saveContract(tx, amended, STAMP));
  await town.make();
  await town.approveAll();
};
const DECEMBER = { fromDate: '2025-12-20', toDate: '2025-12-20' };
/** A night of December that comes to light when January was settled. */
const lateNight = async (): Promise<void> => {
  const fromAt = Date.parse('2025-12-20T20:00:00+09:00');
  const night = { vehicle: 'T-2', roads: ['row 2'], fromAt, toAt: fromAt + 3_600_000 };
  await storeNight(town.database, town.parts.network, night);
  await town.make(DECEMBER);
  await town.approveAll(DECEMBER);
};

describe('a policy that looks back', () => {
  beforeEach(async () => {
    await prepaid();
    for (const period of ['2025-11', '2025-12']) await town.settleAndRelease({ period });
  });

  it('takes only what was released, and is settled again where a month before it was', async () => {
    const january = await town.settle();
    // The first night is beyond the base: (11,005 − 5,000) × 90 %.
    expect(january.settlement.totalYen).toBe(5_404);
    await lateNight();
    const december = await town.settle({ period: '2025-12' });
    expect(december.version).toBe(2);
    expect((await town.settle()).version).toBe(january.version);
    await releaseSettlementOf(town.parts, december, STAMP);
    const fault = await faultOf(releaseSettlementOf(town.parts, january, STAMP));
    expect([fault.code, fault.en]).toEqual([
      'settlement_outdated',
      expect.stringContaining('(5404 yen then, 9905 now): settle it again'),
    ]);
    // Both nights: 17,010 yen beyond the base × 90 % = 15,309; December was paid 5,404 of it.
    const again = await town.settleAndRelease();
    expect([again.version, again.settlement.totalYen]).toEqual([2, 9_905]);
  });

  it('names the months that were paid already by what stood before', async () => {
    await town.settleAndRelease();
    await lateNight();
    const december = await town.settleAndRelease({ period: '2025-12' });
    expect(december.notes.map(({ code, en }) => [code, en])).toEqual([
      [
        'later_outdated',
        'Contract "K-C1" was paid for 2026-01 by what stood here before: settle that period again.',
      ],
    ]);
    expect((await town.settleAndRelease()).settlement.totalYen).toBe(9_905);
  });
});

it('pays nothing by a contract that was amended since', async () => {
  await town.approveAll();
  const settled = await town.settle();
  const contract = (await findContract(town.database, 'K-C1'))!;
  await town.database.transaction((tx) => saveContract(tx, { ...contract, title: '変更契約' }, STAMP));
  expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('settlement_outdated');
  expect((await town.report()).state).toBe('approved');
  expect((await town.settleAndRelease()).version).toBe(2);
});

describe('the papers of a released settlement', () => {
  it('show the revision that was paid, whatever becomes of the report, and so does its bundle', async () => {
    await town.approveAll();
    const settled = await town.settle();
    expect((await documentSources(town.database, settled)).settlement.isReleased).toBe(false);
    const released = await releaseSettlementOf(town.parts, settled, STAMP);
    const paid = await town.report();
    expect((await town.step({ action: 'revise', reason: '時刻の誤り' }, 'contractor')).revision).toBe(2);
    await town.lateFixes();
    expect(await town.make()).toMatchObject({ remade: 1 });
    const { reports, settlement } = await documentSources(town.database, released);
    expect(settlement.isReleased).toBe(true);
    expect(reports.find(({ report }) => report.reportNo === town.reportNo)!.report).toEqual(paid);
    expect(paid).toMatchObject({ revision: 1, state: 'settled' });
  });
});

describe('a month that, settled again, comes to nothing', () => {
  it('cancels its invoice by one of 0 yen, which another may replace', async () => {
    await town.approveAll();
    const first = await town.settleAndRelease();
    for (const { reportNo } of first.settlement.reports)
      await town.step({ action: 'revise', reason: '二重の申告' }, 'contractor', { reportNo });
    const second = await town.settleAndRelease({ withoutUnapproved: true });
    expect(second.invoice).toMatchObject({
      totalYen: 0,
      replaces: { invoiceNo: first.invoice!.invoiceNo },
    });
    expect(second.notes.map(({ code }) => code)).toEqual(['invoice_cancelled']);
    const kept = await bundleOf(second);
    expect(verifyBundle(kept.zip, kept.rootHash)).toMatchObject({ verdict: 'original', faults: [] });
    await town.approveAll();
    const settled = await town.settle();
    expect(await town.payAll()).toBe(2);
    const third = await releaseSettlementOf(town.parts, settled, STAMP);
    expect(third.invoice!.replaces?.invoiceNo).toBe(second.invoice!.invoiceNo);
    expect(third.invoice!.totalYen).toBe(first.invoice!.totalYen);
  });
});
