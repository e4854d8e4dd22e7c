import { type PaperRefusal, releaseSettlementOf, settlePeriod } from '#paperwork';
import { findContract, listReportHeads, listSettlements, saveContract, searchInvoices } from '#store';
import { faultOf, ORDER, STAMP, TownMonth } from '../support/town-month.js';

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

describe('at once', () => {
  it('two confirm a report: one does, the other is told so', async () => {
    const results = await Promise.allSettled([
      town.step({ action: 'submit' }, 'driver', { by: '運転手' }),
      town.step({ action: 'submit' }, 'contractor', { by: '事務所' }),
    ]);
    const refused = results.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(1);
    // By how far the other one was.
    expect(['report_changed', 'wrong_state']).toContain((refused[0].reason as PaperRefusal).faults[0].code);
    expect((await town.report()).history).toHaveLength(1);
  });

  it('many settle and release a month: one settlement, one invoice, and everyone gets it', async () => {
    await town.approveAll();
    await town.saveIssuer();
    const settled = await Promise.all([town.settle(), town.settle(), town.settle()]);
    expect(new Set(settled.map(({ version }) => version))).toEqual(new Set([1]));
    const released = await Promise.all(settled.map((each) => releaseSettlementOf(town.parts, each, STAMP)));
    expect(new Set(released.map(({ invoice }) => invoice!.invoiceNo)).size).toBe(1);
    expect(await searchInvoices(town.database)).toHaveLength(1);
    expect((await town.report()).state).toBe('settled');
  });

  it('a revision comes between settling and releasing: nothing is paid, and nothing is lost', async () => {
    await town.approveAll();
    await town.saveIssuer();
    const settled = await town.settle();
    await town.step({ action: 'revise', reason: '時刻の誤り' }, 'contractor');
    expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('report_changed');
    expect(await searchInvoices(town.database)).toEqual([]);
    expect((await town.report()).state).toBe('draft');
    const others = await listReportHeads(town.database, { contractIds: ['K-C1'], states: ['settled'] });
    expect(others).toEqual([]);
  });
});

describe('settling', () => {
  it('waits for approvals, or leaves out what is not approved where it is told so', async () => {
    await town.step({ action: 'submit' }, 'driver');
    const fault = await faultOf(town.settle());
    expect(fault.code).toBe('report_not_approved');
    expect(await listSettlements(town.database)).toEqual([]);
    const without = await settlePeriod(town.parts, { ...ORDER, withoutUnapproved: true }, STAMP);
    expect(without.leftOut).toHaveLength(2);
    expect(without.settlement.reports).toEqual([]);
  });

  it('says what an invoice lacks, and releases nothing then', async () => {
    await town.approveAll();
    const settled = await town.settle();
    expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('issuer_missing');
    expect((await town.report()).state).toBe('approved');
    expect((await listSettlements(town.database))[0].releasedAt).toBeNull();
  });

  it.each([
    ['2026-13', 'period_unclear'],
    ['2027-01', 'month_off_contract'],
    ['season', 'month_unsettled'],
  ])('refuses the period %s', async (period, code) => {
    expect((await faultOf(settlePeriod(town.parts, { ...ORDER, period }, STAMP))).code).toBe(code);
  });

  it('refuses a machine that another contractor is paid for on the same roads', async () => {
    const contract = (await findContract(town.database, 'K-C1'))!;
    await town.database.transaction((tx) =>
      saveContract(tx, { ...contract, id: 'K-C2', contractorCode: 'C2' }, STAMP),
    );
    const fault = await faultOf(town.settle());
    expect([fault.code, fault.en]).toEqual([
      'contract_overlap',
      expect.stringContaining('Contracts "K-C1" and "K-C2" both pay for machine "T-2"'),
    ]);
  });

  it('refuses a contract that nobody loaded', async () => {
    expect((await faultOf(settlePeriod(town.parts, { ...ORDER, contractId: 'K-9' }, STAMP))).code).toBe(
      'contract_unknown',
    );
  });
});
