import {
  type Contract,
  canonicalJson,
  type DailyReport,
  localDateOf,
  REPORT_RULES_VERSION,
  reportWindow,
  sha256,
} from '#domain';
import {
  type Comparison,
  countedChanges,
  listComparisons,
  type Queryable,
  type RecordedDays,
  type StoredVehicle,
} from '#store';
import type { PaperBooks } from './paper-books.js';

type Compared = Pick<DailyReport, 'reportNo' | 'machineCode' | 'businessDate'>;

/** A report's last comparison with its machine's record, and what one that is made now rests on. */
export interface LastComparison extends Comparison {
  /** Null where nobody can say: the register has no such machine, or the report is gone. */
  readonly now: string | null;
}

/** The days around a business date whose record makes its reports. */
const daysOf = (vehicle: StoredVehicle, { businessDate }: Compared): RecordedDays => {
  const { startAt, endAt } = reportWindow(businessDate, businessDate);
  return { vehicleId: vehicle.id, fromDate: localDateOf(startAt), toDate: localDateOf(endAt) };
};

/** Of everything but the record that a machine's reports are made from. */
const booksHash = (vehicle: StoredVehicle, contracts: readonly Contract[], roadsHash: string): string => {
  const own = contracts.filter(({ machines }) =>
    machines.some(({ machineCode }) => machineCode === vehicle.code),
  );
  return sha256(canonicalJson([REPORT_RULES_VERSION, roadsHash, vehicle, own]));
};

/**
 * What some reports were last compared with, and what they would be now, by number. Ask before the record is read: what
 * arrives in between is then seen, at the latest, by the next comparison.
 */
export const comparisonsOf = async (
  queryable: Queryable,
  reports: readonly Compared[],
  { vehicles, contracts, roadsHash }: PaperBooks,
): Promise<Map<string, LastComparison>> => {
  const byCode = new Map(vehicles.map((vehicle) => [vehicle.code, vehicle]));
  const known = reports.filter(({ machineCode }) => byCode.has(machineCode));
  const last = await listComparisons(
    queryable,
    reports.map(({ reportNo }) => reportNo),
  );
  const changes = await countedChanges(
    queryable,
    known.map((report) => daysOf(byCode.get(report.machineCode)!, report)),
  );
  const hashes = new Map<string, string>();
  const hashOf = (machineCode: string): string => {
    const hash = hashes.get(machineCode) ?? booksHash(byCode.get(machineCode)!, contracts, roadsHash);
    hashes.set(machineCode, hash);
    return hash;
  };
  const now = new Map(
    known.map(({ reportNo, machineCode }, i) => [
      reportNo,
      `${last.get(reportNo)?.contentStep} ${changes[i]} ${hashOf(machineCode)}`,
    ]),
  );
  return new Map(
    [...last.values()].map(({ reportNo, changedWork, comparedWith }) => [
      reportNo,
      { changedWork, comparedWith, now: now.get(reportNo) ?? null },
    ]),
  );
};

/** Would comparing again find what it found last? */
export const isCompared = ({ comparedWith, now }: LastComparison): boolean =>
  now !== null && comparedWith === now;
