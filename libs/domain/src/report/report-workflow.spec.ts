import {
  actor,
  advanceOf,
  afterSteps,
  draftReport,
  faultIn,
  HOUR_OF_PASSES,
  reportIn,
} from './hand-built-workflow.js';
import { type Advance, advanceReport } from './report-workflow.js';
import { workHash } from './work-hash.js';

describe('advanceReport', () => {
  it('goes from draft to settled, and keeps who, when, and both states', () => {
    const settled = afterSteps(4);
    expect(
      settled.history.map(({ action, by, fromState, toState }) => [action, by, fromState, toState]),
    ).toEqual([
      ['submit', 'driver-1', 'draft', 'submitted'],
      ['check', 'client-1', 'submitted', 'checked'],
      ['approve', 'client-1', 'checked', 'approved'],
      ['settle', 'system-1', 'approved', 'settled'],
    ]);
    expect(settled.state).toBe('settled');
  });

  it('never changes the report that it is given', () => {
    const draft = draftReport();
    const copy = structuredClone(draft);
    advanceReport(draft, { action: 'submit' }, actor('driver', draft));
    expect(draft).toEqual(copy);
  });

  it('returns with a reason, and takes it again', () => {
    const submitted = afterSteps(1);
    const noReason: Advance = { action: 'return', reason: '  ' };
    expect(faultIn(advanceReport(submitted, noReason, actor('client', submitted)))).toBe('reason_missing');
    const reason = '路線が違います';
    const returned = reportIn(
      advanceReport(submitted, { action: 'return', reason }, actor('client', submitted)),
    );
    expect([returned.state, returned.history[1].reason]).toEqual(['returned', reason]);
    expect(reportIn(advanceReport(returned, { action: 'submit' }, actor('contractor', returned))).state).toBe(
      'submitted',
    );
  });

  it('takes one of two confirmations at once', () => {
    const draft = draftReport();
    const both = actor('driver', draft);
    const first = reportIn(advanceReport(draft, { action: 'submit' }, both));
    const second = advanceReport(first, { action: 'submit' }, both);
    expect(second.fault?.en).toBe(
      'Report "N20270112-J01-K-shi" has changed since you opened it: load it again and repeat.',
    );
  });

  it.each([
    [0, 'check', 'client', 'wrong_state'],
    [0, 'submit', 'client', 'wrong_role'],
    [1, 'check', 'contractor', 'wrong_role'],
    [1, 'approve', 'client', 'wrong_state'],
    [3, 'return', 'client', 'wrong_state'],
    [3, 'submit', 'driver', 'wrong_state'],
    [2, 'settle', 'system', 'wrong_state'],
    [4, 'settle', 'system', 'wrong_state'],
  ] as const)('after %d steps refuses %s by %s: %s', (count, action, role, fault) => {
    const report = afterSteps(count);
    const refused = advanceReport(report, advanceOf(action), actor(role, report));
    expect(faultIn(refused)).toBe(fault);
    // States, steps and roles are said in Japanese.
    expect(refused.fault!.ja).not.toMatch(/[a-z]{4}/);
  });

  it('refuses an approval after a late fix changed the passes, and while a finding blocks', () => {
    const checked = afterSteps(2);
    const late = draftReport(HOUR_OF_PASSES.slice(1));
    const isChanged = workHash(late) !== workHash(checked);
    const stale: Advance = { action: 'approve', isChanged, findings: [] };
    expect(faultIn(advanceReport(checked, stale, actor('client', checked)))).toBe('work_changed');
    const finding = {
      code: 'overlapping_plates' as const,
      startAt: 0,
      endAt: 0,
      machineCodes: [],
      reportNos: [],
      blocks: true,
      evidence: {},
      ja: '重なっています。',
      en: 'They overlap.',
    };
    const blocked: Advance = { action: 'approve', isChanged: false, findings: [finding] };
    expect(faultIn(advanceReport(checked, blocked, actor('client', checked)))).toBe('finding_blocks');
    const shown: Advance = { ...blocked, findings: [{ ...finding, blocks: false }] };
    expect(reportIn(advanceReport(checked, shown, actor('client', checked))).state).toBe('approved');
  });

  it('is handed in with a reason where time without fixes asks for one', () => {
    const draft = draftReport();
    const gap = { code: 'gps_gap' as const, startAt: 0, endAt: 0, machineCodes: [], reportNos: [] };
    const unexplained = [
      { ...gap, blocks: false, evidence: {}, ja: '測位がありません。', en: 'No fix came.' },
    ];
    const submit = (reason: string | null) =>
      advanceReport(draft, { action: 'submit', reason, unexplained }, actor('driver', draft));
    expect([faultIn(submit(null)), faultIn(submit(' '))]).toEqual(['reason_missing', 'reason_missing']);
    expect(reportIn(submit('電池切れ')).history[0].reason).toBe('電池切れ');
  });

  it('makes a new revision of an approved report, which itself stays', () => {
    const approved = afterSteps(3);
    const revised = reportIn(advanceReport(approved, advanceOf('revise'), actor('contractor', approved)));
    expect([revised.revision, revised.state, revised.history.length]).toEqual([2, 'draft', 4]);
    expect([approved.revision, approved.state]).toEqual([1, 'approved']);
    expect(revised.history[3]).toMatchObject({ action: 'revise', revision: 2, fromState: 'approved' });
  });
});
