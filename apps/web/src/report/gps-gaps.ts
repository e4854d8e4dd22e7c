import type { ReportDetail, ReportFinding, ReportStep } from '#wire';

/** Times without fixes that nobody has decided on: whoever confirms the report says why. */
export const openGaps = ({ findings }: ReportDetail): ReportFinding[] =>
  findings.filter(({ rule, decision }) => rule === 'gps_gap' && decision === null);

/** The last confirmation that gave a reason. */
export const gapReason = ({ history }: Pick<ReportDetail, 'history'>): ReportStep | undefined =>
  history.findLast(({ action, reason }) => action === 'submit' && reason !== null);
