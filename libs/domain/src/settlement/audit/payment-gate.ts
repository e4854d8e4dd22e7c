import type { Fault } from '../../fault.js';
import type { Settlement } from '../settlement.js';
import type { AuditFinding } from './audit-finding.js';

/** What a person decided about a finding, and why. */
export interface AuditDecision {
  readonly findingId: string;
  /** Whose payment it is about: a finding may concern the reports of two clients. Null: every client's. */
  readonly clientCode: string | null;
  /** Pay the reports concerned all the same, or leave one of them (or more) out of the settlement. */
  readonly decision: 'pay' | 'withhold';
  /** Reports left out; empty with `pay`. */
  readonly withheldReportNos: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export type PaymentFault = 'audit_open' | 'decision_without_reason' | 'decision_unclear' | 'withheld_report';

const faultOf = (code: PaymentFault, ja: string, en: string): Fault<PaymentFault> => ({ code, ja, en });

/** Can the decision stand? It needs a reason, and must say which of the finding's reports it withholds. */
export const checkDecision = (
  finding: AuditFinding,
  { decision, withheldReportNos, reason }: AuditDecision,
): Fault<PaymentFault>[] => {
  const faults: Fault<PaymentFault>[] = [];
  if (reason.trim() === '')
    faults.push(
      faultOf(
        'decision_without_reason',
        '監査の判断には理由が必要です。理由を書いてください。',
        'A decision on an audit needs a reason: write one.',
      ),
    );
  const isOwn = withheldReportNos.every((reportNo) => finding.reportNos.includes(reportNo));
  if (!isOwn || (decision === 'withhold') === (withheldReportNos.length === 0))
    faults.push(
      faultOf(
        'decision_unclear',
        `支払わない日報を ${finding.reportNos.join('、')} から選ぶか、すべて支払うとしてください。`,
        `Name which of ${finding.reportNos.join(', ')} to withhold, or decide to pay them all.`,
      ),
    );
  return faults;
};

/** What holds for a client's payment: the last of the decisions, in their order, that is its own or everybody's. */
export const decisionFor = (
  decisions: readonly AuditDecision[],
  clientCode: string | null,
): AuditDecision | null =>
  decisions.findLast((decision) => decision.clientCode === null || decision.clientCode === clientCode) ??
  null;

const lastFor = (decisions: readonly AuditDecision[], finding: AuditFinding): AuditDecision | undefined =>
  decisions.findLast(({ findingId }) => findingId === finding.id);

/** Reports to leave out of the settlement by the last of the decisions, in their order, on each finding. */
export const withheldReports = (
  findings: readonly AuditFinding[],
  decisions: readonly AuditDecision[],
): Set<string> =>
  new Set(findings.flatMap((finding) => lastFor(decisions, finding)?.withheldReportNos ?? []));

/**
 * What keeps a settlement from being paid, by the decisions that hold for its client: findings about its reports that
 * nobody decided, and reports in it that were to be left out. None = it may be paid.
 */
export const paymentFaults = (
  settlement: Settlement,
  findings: readonly AuditFinding[],
  decisions: readonly AuditDecision[],
): Fault<PaymentFault>[] => {
  const settled = new Set(settlement.reports.map(({ reportNo }) => reportNo));
  const open = findings
    .filter(({ reportNos }) => reportNos.some((reportNo) => settled.has(reportNo)))
    .filter((finding) => {
      const decision = lastFor(decisions, finding);
      return decision === undefined || checkDecision(finding, decision).length > 0;
    })
    .map(({ ja, en }) =>
      faultOf('audit_open', `監査の判断が必要です。${ja}`, `An audit waits for a decision. ${en}`),
    );
  const withheld = [...withheldReports(findings, decisions)]
    .filter((reportNo) => settled.has(reportNo))
    .map((reportNo) =>
      faultOf(
        'withheld_report',
        `日報「${reportNo}」は支払わないと判断されました。除いて精算し直してください。`,
        `Report "${reportNo}" was decided to be withheld: settle again without it.`,
      ),
    );
  return [...open, ...withheld];
};
