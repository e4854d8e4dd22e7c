import type { Fault } from '../../fault.js';
import type { Pass } from '../../pass/pass.js';
import type { DailyReport, ReportTotals } from '../../report/daily-report.js';
import type { Finding, FindingSettings } from '../../report/finding.js';
import type { PlatedReport } from '../../report/findings/overlapping-plates.js';
import type { EvidenceSpan, MinutePosition } from '../../report/track-evidence.js';

/** Raised with any change of a rule here: what was audited by an older one is audited again. */
export const AUDIT_RULES_VERSION = 1;

/** Audits that run before payment, one file each. */
export const AUDIT_RULES = [
  'twin_devices',
  'overlapping_plates',
  'double_billing',
  'hours_without_progress',
  'machine_without_gps',
  'revision_after_approval',
  'changed_after_approval',
] as const;
export type AuditRule = (typeof AUDIT_RULES)[number];

/** Something that keeps money back until a person decides. */
export interface AuditFinding extends Fault<AuditRule> {
  /** The same for the same rule, reports and revisions: a decision names it, and a new revision asks again. */
  readonly id: string;
  readonly reportNos: readonly string[];
  readonly machineCodes: readonly string[];
  /** The numbers that the sentence rests on, by name with unit. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** What of a daily report the audits look at. */
export interface AuditedReport
  extends PlatedReport,
    Pick<DailyReport, 'contractorCode' | 'clientCode' | 'history'> {
  readonly totals: Pick<ReportTotals, 'workS'>;
  readonly evidence: {
    readonly spans: readonly Pick<EvidenceSpan, 'fixCount'>[];
    /** At least those in which it moved. */
    readonly minutes: readonly MinutePosition[];
  };
  /** May be left out, as an empty list, where no other report has any of its roads (`reportsOnSharedRoads`). */
  readonly passes: readonly Pass[];
}

/** When an audit speaks. Starting values, ours; an authority may set others. */
export interface AuditSettings extends FindingSettings {
  /** Two contractors on one directed segment within this time … */
  readonly doubleWithinMs: number;
  /** … (or two owners at any time) count as double billing from so many seconds for a pair of reports: less is a crossing. */
  readonly doubleS: number;
  /** Work of a dispatch of at least this long … */
  readonly progressS: number;
  /** … should cover at least so many directed metres an hour. */
  readonly progressMPerHour: number;
}

export const AUDIT_SETTINGS: Omit<AuditSettings, keyof FindingSettings> = {
  doubleWithinMs: 60 * 60_000,
  doubleS: 300,
  progressS: 3600,
  progressMPerHour: 300,
};

export const auditId = (
  rule: AuditRule,
  reports: readonly Pick<DailyReport, 'reportNo' | 'revision'>[],
): string => [rule, ...reports.map(({ reportNo, revision }) => `${reportNo}@${revision}`).sort()].join(' ');

/** An audit finding about one report. */
export const aboutReport = (
  code: AuditRule,
  report: Pick<DailyReport, 'reportNo' | 'revision' | 'machineCode'>,
  words: Pick<AuditFinding, 'evidence' | 'ja' | 'en'>,
): AuditFinding => ({
  code,
  id: auditId(code, [report]),
  reportNos: [report.reportNo],
  machineCodes: [report.machineCode],
  ...words,
});

/** What a consistency rule found among several reports, as a block on payment. */
export const amongReports = (
  code: AuditRule,
  { evidence, ja, en, machineCodes, reportNos }: Finding,
  reports: readonly Pick<DailyReport, 'reportNo' | 'revision'>[],
): AuditFinding => ({
  code,
  id: auditId(
    code,
    reports.filter(({ reportNo }) => reportNos.includes(reportNo)),
  ),
  reportNos,
  machineCodes,
  evidence,
  ja,
  en,
});
