import type { Fault } from '../fault.js';
import type { Pass } from '../pass/pass.js';
import type { ReportContext } from './compose-report.js';
import type { DailyReport } from './daily-report.js';
import { cityContract, drive, nightInput, ROADS } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { makeReports } from './make-reports.js';
import { REPORT_SETTINGS } from './report-settings.js';
import type { Actor, ReportRole } from './report-step.js';
import { type Advance, advanceReport } from './report-workflow.js';

/** A report for specs, at any point of its way from draft to settled. */

export const clock = (time: string): string => `2027-01-12 ${time}`;

export const CONTEXT: ReportContext = { calendar: cityContract().calendar, roads: ROADS };

/** An hour of plowing on the city street. */
export const HOUR_OF_PASSES = drive('city', clock('20:00:00'), clock('21:00:00'));

export const draftReport = (passes: readonly Pass[] = HOUR_OF_PASSES): DailyReport =>
  makeReports(nightInput(passes, { contracts: [cityContract()] }), REPORT_SETTINGS).reports[0];

/** Somebody who has seen the report as it is. */
export const actor = (role: ReportRole, report: DailyReport): Actor => ({
  by: `${role}-1`,
  role,
  at: at('2027-01-13 09:00:00') + report.history.length,
  seenSteps: report.history.length,
});

/** The report of a result that must have one. */
export const reportIn = (result: { report: DailyReport | null; fault: Fault | null }): DailyReport => {
  if (result.report === null) throw new Error(result.fault?.en);
  return result.report;
};

export const faultIn = (result: { fault: Fault | null }): string | undefined => result.fault?.code;

export const advanceOf = (action: Advance['action']): Advance => {
  if (action === 'approve') return { action, isChanged: false, findings: [] };
  return action === 'return' || action === 'revise' ? { action, reason: '理由' } : { action };
};

const STEPS: readonly [Advance['action'], ReportRole][] = [
  ['submit', 'driver'],
  ['check', 'client'],
  ['approve', 'client'],
  ['settle', 'system'],
];

/** A report after so many of the four steps from draft to settled. */
export const afterSteps = (count: number, draft: DailyReport = draftReport()): DailyReport =>
  STEPS.slice(0, count).reduce(
    (report, [action, role]) => reportIn(advanceReport(report, advanceOf(action), actor(role, report))),
    draft,
  );
