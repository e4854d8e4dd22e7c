import { localDateOf, type OpenStandby } from '#domain';
import {
  type Database,
  insertReportSteps,
  insertReports,
  listReportHeads,
  listReports,
  type Queryable,
  type StoredVehicle,
} from '#store';
import { type DateRange, freshBySettings, freshReports, isOpen, weeksOf } from './fresh-reports.js';
import { type KnownOf, readKnown } from './known-facts.js';
import { noteChanges } from './late-work.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { comparisonsOf } from './record-comparing.js';
import { refreshFindings } from './report-findings.js';
import { takenOver } from './taking-over.js';

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

export const NOTHING_MADE: MadeSummary = { machines: 0, made: 0, remade: 0, changed: 0, busy: 0 };

export const addMade = (a: MadeSummary, b: MadeSummary): MadeSummary => ({
  machines: a.machines + b.machines,
  made: a.made + b.made,
  remade: a.remade + b.remade,
  changed: a.changed + b.changed,
  busy: a.busy + b.busy,
});

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
  { books, range, known, at }: MachineRun,
): Promise<{ summary: MadeSummary; openStandby: readonly OpenStandby[] }> => {
  const ofMachine = { machineCodes: [vehicle.code], ...range };
  const last = await comparisonsOf(tx, await listReportHeads(tx, ofMachine), books);
  const stored = await listReports(tx, ofMachine);
  const settings = books.settings(vehicle.authorityCode).report;
  const fresh = await freshReports(tx, vehicle, { books, settings, range, known: known(vehicle.code) });
  if (fresh === null && stored.length === 0) return { summary: NOTHING_MADE, openStandby: [] };
  const freshOf = freshBySettings(fresh, { books, settings, range });
  const numbers = new Set(stored.map(({ reportNo }) => reportNo));
  const drafts = (fresh?.reports ?? []).filter(({ reportNo }) => !numbers.has(reportNo));
  const made = await insertReports(tx, drafts, at);
  const steps = stored
    .filter(isOpen)
    .map((report) => takenOver(report, freshOf(report), { books, at }))
    .filter((report) => report !== null);
  const busy = await insertReportSteps(tx, steps, at);
  const changed = await noteChanges(
    tx,
    stored.filter((report) => !isOpen(report)),
    { books, freshOf, last },
  );
  const summary = {
    machines: 1,
    made: made.size,
    remade: steps.length - busy.length,
    changed,
    busy: busy.length,
  };
  const isOwn = ({ order: { orderedAt } }: OpenStandby): boolean =>
    range.fromDate <= localDateOf(orderedAt) && localDateOf(orderedAt) <= range.toDate;
  return { summary, openStandby: (fresh?.openStandby ?? []).filter(isOwn) };
};

/** The same for any number of dates, a week in a transaction. */
const makeByWeek = async (
  database: Database,
  vehicle: StoredVehicle,
  run: MachineRun,
): Promise<{ summary: MadeSummary; openStandby: readonly OpenStandby[] }> => {
  const weeks: Awaited<ReturnType<typeof makeOfMachine>>[] = [];
  for (const range of weeksOf(run.range))
    weeks.push(await database.transaction((tx) => makeOfMachine(tx, vehicle, { ...run, range })));
  const summary = weeks.map((week) => week.summary).reduce(addMade, NOTHING_MADE);
  return {
    summary: { ...summary, machines: Math.min(1, summary.machines) },
    openStandby: weeks.flatMap((week) => week.openStandby),
  };
};

export interface MakingOrder {
  readonly range: DateRange;
  /** Left out: all of the register. */
  readonly machineCodes?: readonly string[];
  readonly at: number;
  /** Told after each machine. */
  readonly onMachine?: (done: number, total: number) => void;
  /** Ends it between two machines, with its reason thrown; what is made by then stays. */
  readonly signal?: AbortSignal;
}

/**
 * Makes the daily reports of some business dates from the stored passes, fixes and events, without anyone pressing anything,
 * and looks at them by the consistency rules. Run again, it takes late fixes over into drafts; reports that somebody has
 * submitted stay as they are and are found to be changed.
 */
export const makeReportsOf = async (
  parts: PaperParts,
  { range, machineCodes, at, onMachine, signal }: MakingOrder,
): Promise<MadeSummary> => {
  const { database, network } = parts;
  const books = await readBooks(database, network);
  const vehicles = books.vehicles.filter(({ code }) => machineCodes?.includes(code) ?? true);
  const known = await readKnown(database, range);
  const openStandby = new Map<string, readonly OpenStandby[]>();
  let summary = NOTHING_MADE;
  for (const vehicle of vehicles) {
    signal?.throwIfAborted();
    const made = await makeByWeek(database, vehicle, { books, range, known, at });
    openStandby.set(vehicle.code, made.openStandby);
    summary = addMade(summary, made.summary);
    onMachine?.(openStandby.size, vehicles.length);
  }
  await refreshFindings(parts, { range, openStandby, at, signal });
  return summary;
};
