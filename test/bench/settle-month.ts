import {
  addDays,
  type DailyReport,
  firstDateOf,
  type LocalDate,
  makeReports,
  REPORT_SETTINGS,
} from '#domain';
import { type NightSource, nightOf } from './settle-night.js';
import { MONTH } from './settle-world.js';

/** The business dates of the month's first days. */
export const datesOf = (days: number): LocalDate[] =>
  Array.from({ length: days }, (_, day) => addDays(firstDateOf(MONTH), day));

/** Each day one machine's device rides in the first machine's cab, so that the audits have something to find. */
const withTwins = (reports: readonly DailyReport[], day: number): DailyReport[] => {
  const [first] = reports;
  return reports.map((report) =>
    report.machineCode === `J${String(97 + day).padStart(3, '0')}`
      ? { ...report, evidence: { ...report.evidence, minutes: first.evidence.minutes } }
      : report,
  );
};

/** The drafts of all machines on one day of the month, and the seconds that making them from the passes took. */
export const draftsOfDay = (source: NightSource, day: number): { drafts: DailyReport[]; makingS: number } => {
  const date = addDays(firstDateOf(MONTH), day);
  const inputs = source.world.machines.map((machine) => nightOf(source, machine, date));
  const startedAt = performance.now();
  const made = inputs.flatMap((input) => makeReports(input, REPORT_SETTINGS).reports);
  return { drafts: withTwins(made, day), makingS: (performance.now() - startedAt) / 1000 };
};
