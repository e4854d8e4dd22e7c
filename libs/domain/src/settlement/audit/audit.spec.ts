import { handBuiltContract } from '../../contract/hand-built-contract.js';
import type { DailyReport } from '../../report/daily-report.js';
import { FINDING_SETTINGS } from '../../report/finding.js';
import { fixAt, fixesBetween } from '../../report/hand-built-night.js';
import { actor, advanceOf, afterSteps, clock, reportIn } from '../../report/hand-built-workflow.js';
import { advanceReport } from '../../report/report-workflow.js';
import { takeEvidence } from '../../report/take-evidence.js';
import { settleMonth } from '../settle-month.js';
import type { Settlement } from '../settlement.js';
import { AUDIT_SETTINGS } from './audit-finding.js';
import { auditReports } from './audit-reports.js';
import {
  type AuditDecision,
  checkDecision,
  decisionFor,
  paymentFaults,
  withheldReports,
} from './payment-gate.js';

const SETTINGS = { ...FINDING_SETTINGS, ...AUDIT_SETTINGS };
const audit = (...reports: DailyReport[]) => auditReports(reports, SETTINGS);

const fixes = fixesBetween(clock('20:00:00'), clock('21:00:00'), 3);
/** Plowing the same 800 m six times in an hour. */
const honest = (changes: Partial<DailyReport> = {}): DailyReport => {
  const report = afterSteps(3);
  const spans = report.dispatches[0].spans.map((span) => ({ ...span, coveredCm: 480_000 }));
  const dispatches = [{ ...report.dispatches[0], spans }];
  return { ...report, dispatches, evidence: takeEvidence(fixes), ...changes };
};
const other = (changes: Partial<DailyReport> = {}): DailyReport =>
  honest({
    reportNo: 'N-other',
    machineCode: 'J02',
    machine: { ...afterSteps(3).machine, machineCode: 'J02', plateNo: 'デモ 900 ゆ 00-02' },
    contractorCode: 'C02',
    evidence: takeEvidence(fixes.map((fix) => fixAt(fix.fixAt, 500 + (fix.fixAt % 60_000) / 100, 500))),
    ...changes,
  });
const ofOwner = (ownerCode: string, report: DailyReport): DailyReport => ({
  ...report,
  dispatches: report.dispatches.map((dispatch) => ({
    ...dispatch,
    spans: dispatch.spans.map((span) => ({ ...span, ownerCode })),
  })),
});
const hoursLater = (report: DailyReport, hours: number): DailyReport => ({
  ...report,
  passes: report.passes.map((pass) => ({
    ...pass,
    enteredAt: pass.enteredAt + hours * 3_600_000,
    leftAt: pass.leftAt + hours * 3_600_000,
  })),
  dispatches: report.dispatches.map((dispatch) => ({
    ...dispatch,
    spans: dispatch.spans.map((span) => ({
      ...span,
      startAt: span.startAt + hours * 3_600_000,
      endAt: span.endAt + hours * 3_600_000,
    })),
  })),
});

describe('auditReports', () => {
  it('has nothing to say of an honest report', () => {
    expect(audit(honest())).toEqual([]);
  });

  it('twin devices', () => {
    const twin = other({ evidence: takeEvidence(fixes), contractorCode: 'C01', contractId: null });
    expect(audit(honest(), twin)).toMatchObject([
      {
        code: 'twin_devices',
        id: 'twin_devices N-other@1 N20270112-J01-K-shi@1',
        machineCodes: ['J01', 'J02'],
      },
    ]);
  });

  it('overlapping plates: one machine paid for the same time by two clients', () => {
    const forKen = honest({ reportNo: 'N-other', clientCode: 'ken' });
    expect(audit(honest(), hoursLater(forKen, 2))).toEqual([]);
    const found = [{ code: 'overlapping_plates', id: 'overlapping_plates N-other@1 N20270112-J01-K-shi@1' }];
    expect(audit(honest(), forKen)).toMatchObject(found);
    expect(auditReports([forKen], SETTINGS, [honest()])).toMatchObject(found);
  });

  it('double billing by two contractors within an hour', () => {
    expect(audit(honest(), other())).toMatchObject([
      {
        code: 'double_billing',
        evidence: { seconds: 3600, segments: 9 },
        reportNos: ['N-other', 'N20270112-J01-K-shi'],
      },
    ]);
    expect(audit(honest(), hoursLater(other(), 1)).map(({ code }) => code)).toEqual(['double_billing']);
    expect(audit(honest(), hoursLater(other(), 2))).toEqual([]);
    expect(audit(honest(), other({ contractorCode: 'C01' }))).toEqual([]);
    expect(audit(honest(), other({ contractId: null }))).toEqual([]);
  });

  it('double billing by nights of two business dates, once', () => {
    const before = honest({ contractorCode: 'C03', businessDate: '2027-01-11', reportNo: 'N-before' });
    const found = auditReports([other()], SETTINGS, [honest(), before]);
    expect(found.map(({ reportNos }) => reportNos)).toEqual([
      ['N-before', 'N-other'],
      ['N-other', 'N20270112-J01-K-shi'],
    ]);
  });

  it('double billing to two owners at any time', () => {
    const toKen = ofOwner('ken', hoursLater(other({ contractorCode: 'C01' }), 5));
    expect(audit(honest(), toKen).map(({ code }) => code)).toEqual(['double_billing']);
  });

  it('leaves crossings alone', () => {
    const report = other();
    const crossing = report.dispatches[0].spans.map((span) => ({
      ...span,
      passTo: 1,
      endAt: span.startAt + 60_000,
    }));
    const short = { ...report, dispatches: [{ ...report.dispatches[0], spans: crossing }] };
    expect(audit(honest(), short)).toEqual([]);
  });

  it('hours without progress, but not loading snow', () => {
    const creeping = (workType: 'fresh_snow' | 'hauling'): DailyReport => {
      const report = honest();
      const spans = report.dispatches[0].spans.map((span) => ({ ...span, workType, coveredCm: 29_900 }));
      return { ...report, dispatches: [{ ...report.dispatches[0], spans }] };
    };
    expect(audit(creeping('fresh_snow'))).toMatchObject([
      { code: 'hours_without_progress', evidence: { workS: 3600, coveredM: 299 } },
    ]);
    expect(audit(creeping('hauling'))).toEqual([]);
  });

  it('a machine without GPS', () => {
    expect(audit(honest({ evidence: takeEvidence([]) })).map(({ code }) => code)).toEqual([
      'machine_without_gps',
    ]);
  });

  it('a revision after approval', () => {
    const approved = honest();
    const revised = reportIn(advanceReport(approved, advanceOf('revise'), actor('contractor', approved)));
    expect(audit(revised)).toMatchObject([
      {
        code: 'revision_after_approval',
        id: 'revision_after_approval N20270112-J01-K-shi@2',
        evidence: { revision: 2 },
      },
    ]);
  });
});

describe('the gate before payment', () => {
  const contract = handBuiltContract({ id: 'K-shi' });
  const settle = (...reports: DailyReport[]): Settlement =>
    settleMonth({ contract, month: '2027-01', reports, earlier: [] }).settlement!;
  const settlement = settle(honest());
  const findings = audit(honest(), other());
  const decide = (changes: Partial<AuditDecision>): AuditDecision => ({
    findingId: findings[0].id,
    clientCode: null,
    decision: 'pay',
    withheldReportNos: [],
    reason: '応援で二度除雪した',
    by: 'client-1',
    at: 1,
    ...changes,
  });
  const faults = (...decisions: AuditDecision[]): string[] =>
    paymentFaults(settlement, findings, decisions).map(({ code }) => code);

  it('is shut until somebody decides, with a reason', () => {
    expect(paymentFaults(settlement, findings, []).map(({ en }) => en)).toEqual([
      'An audit waits for a decision. Reports "N-other" and "N20270112-J01-K-shi" both bill the same 9 segments (60 min): see which of them is to be paid.',
    ]);
    expect(faults(decide({ reason: ' ' }))).toEqual(['audit_open']);
    expect(faults(decide({}))).toEqual([]);
  });

  it('is not shut by findings about other reports', () => {
    expect(paymentFaults(settlement, audit(other({ evidence: takeEvidence([]) })), [])).toEqual([]);
  });

  it('leaves out what is withheld', () => {
    const withhold = decide({ decision: 'withhold', withheldReportNos: ['N20270112-J01-K-shi'] });
    expect(faults(withhold)).toEqual(['withheld_report']);
    expect([...withheldReports(findings, [withhold])]).toEqual(['N20270112-J01-K-shi']);
    expect(paymentFaults(settle(), findings, [withhold])).toEqual([]);
    expect(faults(withhold, decide({ at: 2 }))).toEqual([]);
  });

  it('follows the last decision, also of two in one millisecond', () => {
    const withhold = decide({ decision: 'withhold', withheldReportNos: ['N20270112-J01-K-shi'] });
    expect([faults(withhold, decide({})), faults(decide({}), withhold)]).toEqual([[], ['withheld_report']]);
  });

  it('takes of several clients’ decisions the client’s own or everybody’s, whichever came last', () => {
    const [own, everybodys, anothers] = ['shi', null, 'ken'].map((clientCode) => decide({ clientCode }));
    expect(decisionFor([own, anothers], 'shi')).toBe(own);
    expect(decisionFor([everybodys, anothers], 'shi')).toBe(everybodys);
    expect(decisionFor([own, everybodys], 'shi')).toBe(everybodys);
    expect(decisionFor([anothers], 'shi')).toBeNull();
  });

  it('asks again for a new revision', () => {
    const again = audit(honest({ revision: 2 }), other());
    expect(paymentFaults(settlement, again, [decide({})]).map(({ code }) => code)).toEqual(['audit_open']);
  });

  it('wants a decision that says which report it withholds', () => {
    const [finding] = findings;
    expect(checkDecision(finding, decide({ decision: 'withhold' })).map(({ code }) => code)).toEqual([
      'decision_unclear',
    ]);
    expect(
      checkDecision(finding, decide({ withheldReportNos: ['N-other'] })).map(({ code }) => code),
    ).toEqual(['decision_unclear']);
    expect(checkDecision(finding, decide({ decision: 'withhold', withheldReportNos: ['N-x'] }))).toHaveLength(
      1,
    );
    expect(checkDecision(finding, decide({}))).toEqual([]);
  });
});
