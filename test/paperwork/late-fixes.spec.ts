import { decideFinding, releaseSettlementOf } from '#paperwork';
import { listFindings, listReportHeads } from '#store';
import { faultOf, STAMP, TownMonth } from '../support/town-month.js';

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

describe('a late fix', () => {
  it('is taken over into a draft, without anyone pressing anything', async () => {
    const before = await town.report();
    await town.lateFixes();
    expect(await town.make()).toMatchObject({ made: 0, remade: 1, changed: 0 });
    const after = await town.report();
    expect([after.state, after.history.map(({ action, role }) => [action, role])]).toEqual([
      'draft',
      [['remake', 'system']],
    ]);
    expect(after.totals.workS).toBeGreaterThan(before.totals.workS);
    expect(await town.make()).toMatchObject({ made: 0, remade: 0, changed: 0 });
  });

  it('keeps the approval from what nobody has seen, and no state is lost', async () => {
    await town.step({ action: 'submit' }, 'driver');
    const checked = await town.step({ action: 'check' }, 'client');
    await town.lateFixes();
    const fault = await faultOf(town.step({ action: 'approve' }, 'client'));
    expect([fault.code, fault.en]).toEqual([
      'work_changed',
      `What is recorded of the work of report "${town.reportNo}" has changed since it was made (late fixes, or an amended register): return it and make it anew.`,
    ]);
    expect(await town.report()).toEqual(checked);
    const returned = await town.step({ action: 'return', reason: '測位の追加' }, 'client');
    expect(returned.totals.workS).toBeGreaterThan(checked.totals.workS);
    expect(returned.history.slice(-2).map(({ action, by }) => [action, by])).toEqual([
      ['return', 'client'],
      ['remake', 'system'],
    ]);
    expect(await town.make()).toMatchObject({ remade: 0, changed: 0 });
    for (const [action, role] of [
      ['submit', 'driver'],
      ['check', 'client'],
      ['approve', 'client'],
    ] as const)
      await town.step({ action }, role);
    expect((await town.report()).state).toBe('approved');
  });

  it('is found after the approval, and keeps the payment back until a person decides', async () => {
    expect((await town.approveAll()).waiting).toEqual([]);
    await town.saveIssuer();
    const approved = await town.report();
    await town.lateFixes();
    expect(await town.make()).toMatchObject({ remade: 0, changed: 1 });
    expect(await town.report()).toEqual(approved);
    expect(await listReportHeads(town.database, { reportNos: [town.reportNo] })).toMatchObject([
      { changedWork: expect.any(String) },
    ]);
    const found = await listFindings(town.database, { stage: 'report', reportNos: [town.reportNo] });
    expect(found.map(({ finding }) => finding.code)).toContain('changed_after_approval');
    const settled = await town.settle();
    const fault = await faultOf(releaseSettlementOf(town.parts, settled, STAMP));
    expect(fault.code).toBe('audit_open');
    expect(fault.en).toContain(`the work of report "${town.reportNo}" has changed since it was submitted`);
    const [audit] = await listFindings(town.database, { stage: 'audit', reportNos: [town.reportNo] });
    const decision = {
      findingId: audit.finding.id,
      clientCode: null,
      decision: 'pay' as const,
      withheldReportNos: [],
      ...STAMP,
    };
    expect((await faultOf(decideFinding(town.parts, { ...decision, reason: ' ' }))).code).toBe(
      'decision_without_reason',
    );
    await decideFinding(town.parts, { ...decision, reason: '追加分は次の月に払う' });
    expect((await releaseSettlementOf(town.parts, settled, STAMP)).invoice).not.toBeNull();
  });

  it('asks for a new revision, which is settled and invoiced again', async () => {
    await town.approveAll();
    await town.saveIssuer();
    const first = await releaseSettlementOf(town.parts, await town.settle(), STAMP);
    const settled = await town.report();
    await town.lateFixes();
    await town.make();
    const revised = await town.step({ action: 'revise', reason: '測位の追加' }, 'contractor');
    expect([revised.revision, revised.state]).toEqual([2, 'draft']);
    expect(revised.totals.workS).toBeGreaterThan(settled.totals.workS);
    const found = await listFindings(town.database, { stage: 'report', reportNos: [town.reportNo] });
    expect(found.map(({ finding }) => finding.code)).not.toContain('changed_after_approval');
    expect(await town.make()).toMatchObject({ remade: 0, changed: 0 });
    expect((await faultOf(town.settle())).code).toBe('report_not_approved');
    await town.approveAll();
    const again = await town.settle();
    expect(again.version).toBe(2);
    const [audit] = await listFindings(town.database, { stage: 'audit', reportNos: [town.reportNo] });
    expect(audit.finding.code).toBe('revision_after_approval');
    await decideFinding(town.parts, {
      ...{
        findingId: audit.finding.id,
        clientCode: null,
        decision: 'pay',
        withheldReportNos: [],
        reason: '前の版と比べた',
      },
      ...STAMP,
    });
    const second = await releaseSettlementOf(town.parts, again, STAMP);
    expect(second.invoice!.replaces?.invoiceNo).toBe(first.invoice!.invoiceNo);
    expect(second.settlement.rawS).toBeGreaterThan(first.settlement.rawS);
  });
});
