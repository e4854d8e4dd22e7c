import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { verifyBundle } from '#bundle';
import { type Contract, type DailyReport, type ReportRole, secondsOf } from '#domain';
import { makeCity, simulateStorm } from '#fixtures';
import {
  decideFinding,
  keepBundle,
  makeReportsOf,
  type ReleasedPeriod,
  releaseSettlementOf,
  settlePeriod,
  stepReports,
} from '#paperwork';
import { listFindings, listReports } from '#store';
import { type StoredMonth, storeMonth } from '../support/storm-month.js';
import { type Bill, billOf, ownerFinder, trueWorkS } from '../support/truth-bill.js';

const START_AT = Date.parse('2026-01-24T21:30:00+09:00');
const MONTH = '2026-01';
const AT = Date.parse('2026-02-03T10:00:00+09:00');
const STAMP = { by: '係員', at: AT };
const RANGE = { fromDate: '2026-01-24', toDate: '2026-01-25' };
const CLIENTS = ['ken', 'shi'];

const city = makeCity(1);
const { vehicles, routes } = city.register;

/** The contractor with machines for the prefecture and for the city, and the fewest of them. */
const contractorCode = [...new Set(vehicles.map((vehicle) => vehicle.contractorCode!))]
  .map((code) => ({ code, own: vehicles.filter((vehicle) => vehicle.contractorCode === code) }))
  .filter(({ own }) => CLIENTS.every((client) => own.some(({ authorityCode }) => authorityCode === client)))
  .sort((a, b) => a.own.length - b.own.length)[0].code;
const codes = vehicles.filter((vehicle) => vehicle.contractorCode === contractorCode).map(({ code }) => code);
const storm = simulateStorm(
  { ...city, machines: city.machines.filter(({ vehicleCode }) => codes.includes(vehicleCode)) },
  { seed: 1, hours: 3, startAt: START_AT },
);

let month: StoredMonth;
let folder: string;
let reports: DailyReport[];
const released = new Map<string, ReleasedPeriod>();

const contractOf = (clientCode: string): Contract =>
  month.book.contracts.find(
    (contract) => contract.clientCode === clientCode && contract.contractorCode === contractorCode,
  )!;

const stepAll = async (action: 'submit' | 'check' | 'approve', role: ReportRole): Promise<void> => {
  const drafts = await listReports(month.database, RANGE);
  await stepReports(
    month.parts,
    { action },
    drafts
      .filter(({ contractId }) => contractId !== null)
      .map(({ reportNo, history }) => ({
        reportNo,
        actor: { by: `${role}-1`, role, at: AT, seenSteps: history.length },
      })),
  );
};

const payAll = async (): Promise<void> => {
  for (const { finding } of await listFindings(month.database, { stage: 'audit' }))
    await decideFinding(month.parts, {
      ...{
        findingId: finding.id,
        decision: 'pay',
        clientCode: null,
        withheldReportNos: [],
        reason: '現場で確認済み',
      },
      ...STAMP,
    });
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'bundles-'));
  month = await storeMonth(city, storm);
  await makeReportsOf(month.parts, { range: RANGE, at: AT });
  await stepAll('submit', 'contractor');
  await stepAll('check', 'client');
  await stepAll('approve', 'client');
  for (const client of CLIENTS) {
    const settled = await settlePeriod(
      month.parts,
      { contractId: contractOf(client).id, period: MONTH },
      STAMP,
    );
    await payAll();
    released.set(client, await releaseSettlementOf(month.parts, settled, STAMP));
  }
  reports = await listReports(month.database, RANGE);
}, 600_000);
afterAll(async () => {
  await month?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo month of one contractor', () => {
  it('has work logs for both clients, each with only its own roads', () => {
    for (const client of CLIENTS) {
      const own = reports.filter(({ clientCode }) => clientCode === client);
      expect(own.length).toBeGreaterThan(0);
      const owners = own.flatMap(({ dispatches }) =>
        dispatches.flatMap(({ lines }) => lines.map(({ ownerCode }) => ownerCode)),
      );
      expect(new Set(owners)).toEqual(new Set([client]));
    }
  });

  it('has a settlement and an invoice for each client, to 石川県 and 金沢市', () => {
    const invoices = CLIENTS.map((client) => released.get(client)!.invoice!);
    expect(invoices.map(({ recipient }) => recipient.addressee)).toEqual(['石川県知事', '金沢市長']);
    expect(invoices.map(({ owners }) => owners.map(({ ownerCode }) => ownerCode))).toEqual([
      ['ken'],
      ['shi'],
    ]);
    expect(invoices.map(({ invoiceNo }) => invoiceNo)).toEqual([
      `${contractorCode}-2025-0001`,
      `${contractorCode}-2025-0002`,
    ]);
    expect(
      reports.filter(({ contractId }) => contractId !== null).every(({ state }) => state === 'settled'),
    ).toBe(true);
  });

  it('has the minutes of the simulator’s truth, within the matcher’s error', () => {
    const ownerOf = ownerFinder(city.network, routes);
    const off: { machine: string; client: string; trueS: number; reportedS: number }[] = [];
    let [trueTotal, reportedTotal] = [0, 0];
    for (const machine of codes) {
      const truth = trueWorkS(
        storm.truth.filter(({ vehicle }) => vehicle === machine),
        ownerOf,
      );
      for (const client of CLIENTS) {
        const spans = reports
          .filter(({ machineCode, clientCode }) => machineCode === machine && clientCode === client)
          .flatMap(({ dispatches }) => dispatches.flatMap((dispatch) => [...dispatch.spans]));
        const reportedS = spans
          .filter(({ activity }) => activity === 'work')
          .reduce((sum, span) => sum + secondsOf(span), 0);
        const trueS = Math.round(truth.get(client) ?? 0);
        trueTotal += trueS;
        reportedTotal += reportedS;
        if (Math.abs(trueS - reportedS) > 180 + 0.02 * trueS) off.push({ machine, client, trueS, reportedS });
      }
    }
    expect(off).toEqual([]);
    expect(trueTotal).toBeGreaterThan(2 * 3600);
    expect(Math.abs(reportedTotal - trueTotal)).toBeLessThan(0.02 * trueTotal);
  });

  it.each(CLIENTS)('asks %s for the yen of an independent calculation, exactly', (client) => {
    const { settlement, invoice } = released.get(client)!;
    const own = reports.filter(({ clientCode }) => clientCode === client);
    const bill = billOf(contractOf(client), own, MONTH);
    expect({
      workYen: settlement.workYen,
      guaranteeYen: settlement.standbyYen,
      taxYen: invoice!.taxYen,
      totalYen: invoice!.totalYen,
    } satisfies Bill).toEqual(bill);
    expect(bill.workYen).toBeGreaterThan(0);
    expect(new Set(settlement.lines.map(({ dayType }) => dayType)).size).toBeGreaterThan(1);
  });

  it.each(CLIENTS)('is made again from the bundle for %s, fixes and all', async (client) => {
    const stored = released.get(client)!;
    const kept = await keepBundle(month.parts, stored, { folder, stamp: STAMP });
    const verified = verifyBundle(kept.zip, kept.rootHash);
    expect(verified.faults).toEqual([]);
    expect(verified).toMatchObject({ verdict: 'original', totalYen: stored.settlement.totalYen });
    expect(verified.passes).toBeGreaterThan(100);
    const again = await keepBundle(month.parts, stored, { folder, stamp: STAMP });
    expect(again).toMatchObject({ rootHash: kept.rootHash, sha256: kept.sha256 });
  });

  it('makes nothing new when it is made again', async () => {
    expect(await makeReportsOf(month.parts, { range: RANGE, at: AT + 1 })).toMatchObject({
      made: 0,
      remade: 0,
      changed: 0,
      busy: 0,
    });
  });
});
