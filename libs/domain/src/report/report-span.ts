import type { LocalDate } from '../calendar/local-date.js';
import type { TimeSpan } from '../calendar/split-span.js';
import type { RoadPlace } from '../contract/contract.js';
import type { WorkType } from '../fix/fix.js';

/**
 * What a machine does on a dispatch: 作業、回送、待機、休憩、故障・給油. `unrecorded` is time without any fix: nothing is
 * claimed of it.
 */
export const ACTIVITIES = ['work', 'deadhead', 'standby', 'break', 'downtime', 'unrecorded'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/**
 * One stretch of a dispatch, to the second: one activity, one work type, one road place. The atom of reports and
 * settlements. What is not work stands under the road place of the work that it leads to, else of the work before it.
 */
export interface ReportSpan extends TimeSpan, RoadPlace {
  readonly activity: Activity;
  /** Set for `work` only. */
  readonly workType: WorkType | null;
  /** Its evidence: the passes `[passFrom, passTo)` of the report's list; an empty range where it has none. */
  readonly passFrom: number;
  readonly passTo: number;
  /** Directed metres that its passes covered for the first time, in cm; 0 for what is not work. */
  readonly coveredCm: number;
}

/** Does the span claim that its machine was out? Of time without any record nothing is claimed. */
export const isClaimed = ({ activity }: ReportSpan): boolean => activity !== 'unrecorded';

/** 出動: from leaving the depot to being back; its spans are in order of time and do not overlap. */
export interface SpannedDispatch {
  /** 1, 2, … within the machine's business date. */
  readonly dispatchNo: number;
  readonly spans: readonly ReportSpan[];
}

export const REPORT_STATES = ['draft', 'submitted', 'checked', 'approved', 'settled', 'returned'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What of a daily report money is made from. */
export interface BillableReport {
  readonly reportNo: string;
  readonly revision: number;
  readonly state: ReportState;
  readonly machineCode: string;
  readonly businessDate: LocalDate;
  /** Null where no contract pays for the machine. */
  readonly contractId: string | null;
  readonly dispatches: readonly SpannedDispatch[];
}
