import {
  addDays,
  datesAround,
  firstDateOf,
  JUDGE_LIMITS,
  type LocalDate,
  lastDateOf,
  localDateOf,
} from '#domain';
import { CHANGES_KEPT_MS, type ChangedWork, type ChangeId, listChangedWork, newestChangeId } from '#store';
import type { DateRange } from './fresh-reports.js';
import { readBooks } from './paper-books.js';
import type { PaperParts } from './paper-parts.js';
import { addMade, type MadeSummary, type MakingOrder, makeReportsOf, NOTHING_MADE } from './report-making.js';

/** The last nights are made each time: their orders come in while they go on. */
const DAYS_BACK = 2;
/** No transaction that tells of a change lasts longer. */
const SLOWEST_MS = 600_000;

/** Up to which change the record was looked at, and when (`performance.now()`). */
export interface LookedUntil {
  readonly changeId: ChangeId | null;
  readonly at: number;
}

/** Some machines' reports of some dates; left out: all machines. */
type DueReports = Pick<MakingOrder, 'range' | 'machineCodes'>;

/** Dates before `before` on which these stretches of work may be reported, each with its machines; one range where they are the same. */
const dueOf = (
  works: readonly ChangedWork[],
  codes: ReadonlyMap<number, string>,
  before: LocalDate,
): DueReports[] => {
  const machines = new Map<LocalDate, Set<string>>();
  for (const { vehicleId, fromAt, toAt } of works) {
    const { fromDate, toDate } = datesAround({ startAt: fromAt, endAt: toAt });
    for (let date = fromDate; date <= toDate && date < before; date = addDays(date, 1))
      machines.set(date, (machines.get(date) ?? new Set()).add(codes.get(vehicleId)!));
  }
  const due: { range: DateRange; machineCodes: string[] }[] = [];
  for (const date of [...machines.keys()].sort()) {
    const machineCodes = [...machines.get(date)!].sort();
    const last = due.at(-1);
    const goesOn =
      last !== undefined &&
      addDays(last.range.toDate, 1) === date &&
      last.machineCodes.join() === machineCodes.join();
    if (goesOn) last.range = { ...last.range, toDate: date };
    else due.push({ range: { fromDate: date, toDate: date }, machineCodes });
  }
  return due;
};

/** Earlier reports that may say something else since the record was looked at. */
const lateReports = async (
  { database, network }: PaperParts,
  { looked, until, at }: { looked: LookedUntil | null; until: LookedUntil; at: number },
): Promise<DueReports[]> => {
  const recentFrom = addDays(localDateOf(at), -DAYS_BACK);
  if (looked === null || until.at - looked.at > CHANGES_KEPT_MS - SLOWEST_MS) {
    // What was told meanwhile may be kept no more. No fix is older when it comes.
    const { fromDate } = datesAround({ startAt: at - JUDGE_LIMITS.oldMs, endAt: at });
    return [{ range: { fromDate, toDate: addDays(recentFrom, -1) } }];
  }
  if (until.changeId === null) return [];
  const span = { after: looked.changeId, until: until.changeId };
  const works = await listChangedWork(database, span, at);
  if (works.length === 0) return [];
  const { vehicles } = await readBooks(database, network);
  return dueOf(works, new Map(vehicles.map(({ id, code }) => [id, code])), recentFrom);
};

/**
 * Makes what is due: the reports of the last nights, and of any earlier night of which something was recorded since the record
 * was looked at last. With `looked` null, or too long ago, that is every night of which a fix may still come.
 */
export const makeDueReports = async (
  parts: PaperParts,
  { looked, at, signal }: { looked: LookedUntil | null; at: number; signal?: AbortSignal },
): Promise<{ summary: MadeSummary; looked: LookedUntil }> => {
  const lookedAt = performance.now();
  const changeId = (await newestChangeId(parts.database)) ?? looked?.changeId ?? null;
  const until: LookedUntil = { changeId, at: lookedAt };
  const toDate = localDateOf(at);
  const recent: DueReports = { range: { fromDate: addDays(toDate, -DAYS_BACK), toDate } };
  let summary = NOTHING_MADE;
  for (const due of [recent, ...(await lateReports(parts, { looked, until, at }))])
    summary = addMade(summary, await makeReportsOf(parts, { ...due, at, signal }));
  return { summary, looked: until };
};

/** Business dates whose nights may be paid in a month. */
const nightsOf = (month: string): DateRange => ({
  fromDate: addDays(firstDateOf(month), -1),
  toDate: lastDateOf(month),
});

/** Makes a month's reports before it is settled: those of its nights, the one before the first included. */
export const makeReportsOfMonth = (
  parts: PaperParts,
  { month, ...order }: Omit<MakingOrder, 'range'> & { readonly month: string },
): Promise<MadeSummary> => makeReportsOf(parts, { ...order, range: nightsOf(month) });
