import type { WorkType } from '../fix/fix.js';
import type { ReportEntries } from './daily-report.js';
import type { Activity, ReportSpan, ReportState } from './report-span.js';

/** Who acts on a report. `system` settles. */
export const REPORT_ROLES = ['driver', 'contractor', 'client', 'system'] as const;
export type ReportRole = (typeof REPORT_ROLES)[number];

/** Says what was really done in a stretch of a dispatch; where the report has no span yet, it adds one. */
export interface SpanCorrection {
  readonly kind: 'span';
  readonly dispatchNo: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly activity: Activity;
  /** For `work`, else null. */
  readonly workType: WorkType | null;
}

/** Sets entries, such as the operator or the remarks. */
export interface EntryCorrection {
  readonly kind: 'entries';
  readonly entries: Partial<ReportEntries>;
}

export type Correction = SpanCorrection | EntryCorrection;

/** A correction with what stood there before and after it. */
export interface Change {
  readonly correction: Correction;
  readonly before: readonly ReportSpan[] | Partial<ReportEntries>;
  readonly after: readonly ReportSpan[] | Partial<ReportEntries>;
}

export const REPORT_ACTIONS = [
  'submit',
  'check',
  'approve',
  'settle',
  'return',
  'revise',
  'correct',
  'remake',
] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** One step in a report's life; nothing of it is ever changed or removed (電子帳簿保存法: domain.md §2.7). */
export interface ReportStep {
  readonly action: ReportAction;
  readonly at: number;
  /** The account that acted. */
  readonly by: string;
  readonly role: ReportRole;
  readonly revision: number;
  readonly fromState: ReportState;
  readonly toState: ReportState;
  readonly reason: string | null;
  readonly change: Change | null;
}

/** Who acts, when, and how many steps of the history he had seen. */
export interface Actor {
  readonly by: string;
  readonly role: ReportRole;
  readonly at: number;
  readonly seenSteps: number;
}

export type WorkflowFault =
  | 'report_changed'
  | 'wrong_state'
  | 'wrong_role'
  | 'reason_missing'
  | 'work_changed'
  | 'finding_blocks';
