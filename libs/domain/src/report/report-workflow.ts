import type { Fault } from '../fault.js';
import { REPORT_ACTION_JA, REPORT_ROLE_JA, REPORT_STATE_JA } from '../words-ja.js';
import type { DailyReport } from './daily-report.js';
import type { Finding } from './finding.js';
import type { ReportState } from './report-span.js';
import type { Actor, ReportAction, ReportRole, ReportStep, WorkflowFault } from './report-step.js';

interface Transition {
  readonly from: readonly ReportState[];
  /** Null = it stays as it is. */
  readonly to: ReportState | null;
  readonly roles: readonly ReportRole[];
  readonly needsReason: boolean;
}

/** draft → submitted → checked → approved → settled; `returned` from any check; a new revision begins as a draft. */
const TRANSITIONS: Readonly<Record<ReportAction, Transition>> = {
  submit: {
    from: ['draft', 'returned'],
    to: 'submitted',
    roles: ['driver', 'contractor'],
    needsReason: false,
  },
  check: { from: ['submitted'], to: 'checked', roles: ['client'], needsReason: false },
  approve: { from: ['checked'], to: 'approved', roles: ['client'], needsReason: false },
  settle: { from: ['approved'], to: 'settled', roles: ['system', 'client'], needsReason: false },
  return: { from: ['submitted', 'checked'], to: 'returned', roles: ['client'], needsReason: true },
  revise: { from: ['approved', 'settled'], to: 'draft', roles: ['contractor', 'client'], needsReason: true },
  correct: { from: ['draft', 'returned'], to: null, roles: ['driver', 'contractor'], needsReason: true },
  remake: {
    from: ['draft', 'returned'],
    to: null,
    roles: ['driver', 'contractor', 'system'],
    needsReason: true,
  },
};

/** Where a report stands: what a step needs to know that leaves its content as it is. */
export type ReportStanding = Pick<DailyReport, 'reportNo' | 'revision' | 'state' | 'history'>;

const changed = ({ reportNo }: ReportStanding): Fault<WorkflowFault> => ({
  code: 'report_changed',
  ja: `日報「${reportNo}」は、開いた後に変更されています。読み直してからやり直してください。`,
  en: `Report "${reportNo}" has changed since you opened it: load it again and repeat.`,
});

const wrongState = ({ reportNo, state }: ReportStanding, action: ReportAction): Fault<WorkflowFault> => ({
  code: 'wrong_state',
  ja: `日報「${reportNo}」は${REPORT_STATE_JA[state]}のため、${REPORT_ACTION_JA[action]}できません。${action === 'correct' ? '承認後は改版してください。' : '状態を確かめてください。'}`,
  en: `Report "${reportNo}" is ${state} and cannot take "${action}": ${action === 'correct' ? 'after approval make a new revision.' : 'check its state.'}`,
});

const wrongRole = (
  { reportNo }: ReportStanding,
  action: ReportAction,
  role: ReportRole,
): Fault<WorkflowFault> => ({
  code: 'wrong_role',
  ja: `日報「${reportNo}」の${REPORT_ACTION_JA[action]}は、この権限(${REPORT_ROLE_JA[role]})ではできません。担当者に依頼してください。`,
  en: `A ${role} may not take "${action}" on report "${reportNo}": ask whoever may.`,
});

const noReason = (action: ReportAction): Fault<WorkflowFault> => ({
  code: 'reason_missing',
  ja: `${REPORT_ACTION_JA[action]}には理由が必要です。理由を書いてください。`,
  en: `"${action}" needs a reason: write one.`,
});

/** What keeps an actor from taking an action; null where nothing does. */
export const refusalOf = (
  report: ReportStanding,
  action: ReportAction,
  actor: Actor,
  reason: string | null,
): Fault<WorkflowFault> | null => {
  const { from, roles, needsReason } = TRANSITIONS[action];
  if (!roles.includes(actor.role)) return wrongRole(report, action, actor.role);
  if (actor.seenSteps !== report.history.length) return changed(report);
  if (!from.includes(report.state)) return wrongState(report, action);
  return needsReason && (reason ?? '').trim() === '' ? noReason(action) : null;
};

/** The report one step on: its state, its history, and after `revise` its revision. */
export const stepped = <Report extends ReportStanding>(
  report: Report,
  action: ReportAction,
  actor: Actor,
  { reason, change }: Pick<ReportStep, 'reason' | 'change'>,
): Report => {
  const toState = TRANSITIONS[action].to ?? report.state;
  const revision = report.revision + (action === 'revise' ? 1 : 0);
  const step: ReportStep = {
    action,
    at: actor.at,
    by: actor.by,
    role: actor.role,
    revision,
    fromState: report.state,
    toState,
    reason,
    change,
  };
  return { ...report, revision, state: toState, history: [...report.history, step] };
};

/** A step that needs nothing but its own words; `submit` and `approve` also say what was looked at. */
export type Advance =
  | { readonly action: 'check' | 'settle' }
  | {
      readonly action: 'submit';
      readonly reason?: string | null;
      /** The report's undecided findings that ask for a reason: time without fixes (domain.md §1.5). */
      readonly unexplained?: readonly Finding[];
    }
  | { readonly action: 'return' | 'revise'; readonly reason: string }
  | {
      readonly action: 'approve';
      /** The report made anew has another `workHash`: a late fix, say, would slip in. */
      readonly isChanged: boolean;
      /** The report's undecided findings. */
      readonly findings: readonly Finding[];
    };

export type ReportOrFault<Code extends string = WorkflowFault, Report = DailyReport> =
  | { readonly report: Report; readonly fault: null }
  | { readonly report: null; readonly fault: Fault<Code> };

const approvalRefusal = (report: ReportStanding, advance: Advance): Fault<WorkflowFault> | null => {
  if (advance.action !== 'approve') return null;
  if (advance.isChanged)
    return {
      code: 'work_changed',
      ja: `日報「${report.reportNo}」の作成後に、遅れて届いた測位や登録の変更で作業の記録が変わりました。差し戻して作り直してください。`,
      en: `What is recorded of the work of report "${report.reportNo}" has changed since it was made (late fixes, or an amended register): return it and make it anew.`,
    };
  const blocking = advance.findings.find(({ blocks }) => blocks);
  if (blocking === undefined) return null;
  return {
    code: 'finding_blocks',
    ja: `日報「${report.reportNo}」は承認できません。${blocking.ja}`,
    en: `Report "${report.reportNo}" cannot be approved. ${blocking.en}`,
  };
};

const submitRefusal = (advance: Advance): Fault<WorkflowFault> | null => {
  if (advance.action !== 'submit' || (advance.reason ?? '').trim() !== '') return null;
  const [finding] = advance.unexplained ?? [];
  if (finding === undefined) return null;
  return {
    code: 'reason_missing',
    ja: `${finding.ja}理由なしには提出できません。`,
    en: `${finding.en} Without a reason it cannot be handed in.`,
  };
};

/**
 * Takes a report one step on, or says why not. The given report is never changed; an approved one is only ever followed by
 * `settle` or by a new revision.
 */
export const advanceReport = <Report extends ReportStanding>(
  report: Report,
  advance: Advance,
  actor: Actor,
): ReportOrFault<WorkflowFault, Report> => {
  const reason = ('reason' in advance ? advance.reason : null) ?? null;
  const fault =
    refusalOf(report, advance.action, actor, reason) ??
    submitRefusal(advance) ??
    approvalRefusal(report, advance);
  if (fault !== null) return { report: null, fault };
  return { report: stepped(report, advance.action, actor, { reason, change: null }), fault: null };
};
