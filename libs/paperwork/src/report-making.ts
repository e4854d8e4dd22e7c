import { type DailyReport, type OpenStandby, remakeReport } from '#domain';
import { insertReportSteps, insertReports, listReports, type Queryable, type StoredVehicle } from '#store';
import {
  contextOf,
  type DateRange,
  freshBySettings,
  freshReports,
  isOpen,
  saysTheSame,
} from './fresh-reports.js';
import { type KnownOf, readKnown } from './known-facts.js';
import { noteChanges } from './late-work.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { refreshFindings } from './report-findings.js';

/** What a run made of the stored record. */
export interface MadeSummary {
  readonly machines: number;
  /** New drafts. */
  readonly made: number;
  /** Drafts and returned reports that took over what the fixes say now. */
  readonly remade: number;
  /** Reports that were submitted or more and whose work is no more what is recorded. */
  readonly changed: number;
  /** Drafts that somebody took on meanwhile: the next run looks at them again. */
  readonly busy: number;
}

const NOTHING: MadeSummary = { machines: 0, made: 0, remade: 0, changed: 0, busy: 0 };
const REMADE = '遅れて届いた測位・指示・降雪の反映 / late fixes, orders or snow';

const added = (a: MadeSummary, b: MadeSummary): MadeSummary => ({
  machines: a.machines + b.machines,
  made: a.made + b.made,
  remade: a.remade + b.remade,
  changed: a.changed + b.changed,
  busy: a.busy + b.busy,
});

/** Takes over what the record says now into a draft or returned report; null where it says the same. */
const remade = (
  stored: DailyReport,
  fresh: DailyReport,
  books: PaperBooks,
  at: number,
): DailyReport | null => {
  const { report, fault } = remakeReport(
    stored,
    { fresh, reason: REMADE },
    { by: 'system', role: 'system', at, seenSteps: stored.history.length },
    contextOf(fresh, books),
  );
  if (report === null) throw new Error(fault.en);
  return saysTheSame(stored, report) ? null : report;
};

interface MachineRun {
  readonly books: PaperBooks;
  readonly range: DateRange;
  readonly known: KnownOf;
  readonly at: number;
}

/** Makes, remakes or checks the reports of one machine, in one transaction. */
const makeOfMachine = async (
  tx: Queryable,
  vehicle: StoredVehicle,
  { books, range, known: knownOf, at }: MachineRun,
): Promise<{ summary: MadeSummary; openStandby: readonly OpenStandby[] }> => {
  const stored = await listReports(tx, { machineCodes: [vehicle.code], ...range });
  const settings = books.settings(vehicle.authorityCode).report;
  const fresh = await freshReports(tx, vehicle, { books, settings, range, known: knownOf(vehicle.code) });
  if (fresh === null && stored.length === 0) return { summary: NOTHING, openStandby: [] };
  const freshOf = freshBySettings(fresh, { books, settings, range });
  const known = new Set(stored.map(({ reportNo }) => reportNo));
  const drafts = (fresh?.reports ?? []).filter(({ reportNo }) => !known.has(reportNo));
  const made = await insertReports(tx, drafts, at);
  const steps = stored
    .filter(isOpen)
    .map((report) => remade(report, freshOf(report), books, at))
    .filter((report) => report !== null);
  const busy = await insertReportSteps(tx, steps, at);
  const changed = await noteChanges(
    tx,
    stored.filter((report) => !isOpen(report)),
    { books, freshOf },
  );
  const summary = {
    machines: 1,
    made: made.size,
    remade: steps.length - busy.length,
    changed,
    busy: busy.length,
  };
  return { summary, openStandby: fresh?.openStandby ?? [] };
};

/**
 * Makes the daily reports of some business dates from the stored passes, fixes and events, without anyone pressing anything,
 * and looks at them by the consistency rules. Run again, it takes late fixes over into drafts; reports that somebody has
 * submitted stay as they are and are found to be changed.
 */
export const makeReportsOf = async (
  parts: PaperParts,
  { range, machineCodes, at }: { range: DateRange; machineCodes?: readonly string[]; at: number },
): Promise<MadeSummary> => {
  const { database, network } = parts;
  const books = await readBooks(database, network);
  const run: MachineRun = { books, range, known: await readKnown(database, range), at };
  const openStandby = new Map<string, readonly OpenStandby[]>();
  let summary = NOTHING;
  for (const vehicle of books.vehicles) {
    if (machineCodes !== undefined && !machineCodes.includes(vehicle.code)) continue;
    const made = await database.transaction((tx) => makeOfMachine(tx, vehicle, run));
    openStandby.set(vehicle.code, made.openStandby);
    summary = added(summary, made.summary);
  }
  await refreshFindings(parts, { range, openStandby, at });
  return summary;
};
