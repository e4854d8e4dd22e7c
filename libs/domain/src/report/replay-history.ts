import type { ReportStep } from './report-step.js';
import { type ReportStanding, refusalOf, stepped } from './report-workflow.js';

const isStep = (said: ReportStep, made: ReportStep): boolean =>
  said.fromState === made.fromState && said.toState === made.toState && said.revision === made.revision;

/** Where a report stands after these steps from its first draft; null where one of them could not have been taken. */
export const replayHistory = (
  reportNo: string,
  history: readonly ReportStep[],
): Pick<ReportStanding, 'state' | 'revision'> | null => {
  let report: ReportStanding = { reportNo, revision: 1, state: 'draft', history: [] };
  for (const [i, step] of history.entries()) {
    const actor = { ...step, seenSteps: i };
    if (refusalOf(report, step.action, actor, step.reason) !== null) return null;
    report = stepped(report, step.action, actor, step);
    if (!isStep(step, report.history[i])) return null;
  }
  return report;
};
