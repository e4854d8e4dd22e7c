import {
  advanceReport,
  type Contract,
  canonicalJson,
  type Fault,
  type Invoice,
  localDateOf,
  payableFrom,
  paymentFaults,
  periodJa,
  type ReportStanding,
} from '#domain';
import {
  findContract,
  insertStandingSteps,
  listReportHeads,
  listReportStandings,
  listSettlements,
  lockSettlementsOf,
  type Queryable,
  releaseSettlement,
  type SettlementKey,
  type Stamp,
  type StoredSettlement,
  searchInvoices,
} from '#store';
import { auditDates, auditsAbout } from './auditing.js';
import { checkCompared, checkFinal } from './final-records.js';
import { issueInvoice } from './issuing.js';
import { noteLateWork } from './late-work.js';
import { leftOutOf } from './left-out.js';
import { type PaperBooks, readBooks } from './paper-books.js';
import { faultOf, PaperRefusal, takenMeanwhile } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { outdatedAfter, settledAgain } from './settlement-drafts.js';
import { readSettlement } from './settling.js';

/** A settlement released for payment, with its invoice; null where nothing is to be paid, or money goes back. */
export interface ReleasedPeriod extends StoredSettlement {
  readonly invoice: Invoice | null;
  /** Why there is no invoice, and what is odd about the one that there is. */
  readonly notes: readonly Fault[];
}

const outdated = (ja: string, en: string): PaperRefusal =>
  new PaperRefusal([faultOf('settlement_outdated', ja, en)]);

const checkNewest = async (tx: Queryable, { contractId, period, version }: SettlementKey): Promise<void> => {
  const [newest] = await listSettlements(tx, { contractIds: [contractId], period });
  if (newest?.version === version) return;
  throw outdated(
    `契約「${contractId}」の ${periodJa(period)} は精算し直されています(第 ${newest?.version} 版)。最新の版を確かめてください。`,
    `Contract "${contractId}" was settled again for ${period} (version ${newest?.version}): look at the newest version.`,
  );
};

/** Would it come to the same now? A month before it may have been settled again, or the contract amended. */
const checkCurrent = async (tx: Queryable, stored: StoredSettlement): Promise<void> => {
  const now = await settledAgain(tx, stored);
  if (canonicalJson(now) === canonicalJson(stored.settlement)) return;
  const { contractId, period, settlement } = stored;
  throw outdated(
    `契約「${contractId}」の ${periodJa(period)} は、精算した後に前の月の精算か契約が変わりました(精算額 ${settlement.totalYen} 円、今は ${now.totalYen} 円)。もう一度精算してください。`,
    `Since contract "${contractId}" was settled for ${period}, a month before it or the contract has changed (${settlement.totalYen} yen then, ${now.totalYen} now): settle it again.`,
  );
};

/** Every report of the settlement, settled: as it was priced, and approved until now. */
const settledReports = async (
  tx: Queryable,
  { settlement }: StoredSettlement,
  { by, at }: Stamp,
): Promise<ReportStanding[]> => {
  const revisions = new Map(settlement.reports.map(({ reportNo, revision }) => [reportNo, revision]));
  const reports = await listReportStandings(tx, { reportNos: [...revisions.keys()] });
  const revised = reports.filter(({ reportNo, revision }) => revision !== revisions.get(reportNo));
  if (revised.length > 0) throw new PaperRefusal([takenMeanwhile(revised.map(({ reportNo }) => reportNo))]);
  return reports
    .filter(({ state }) => state !== 'settled')
    .map((report) => {
      const actor = { by, role: 'system' as const, at, seenSteps: report.history.length };
      const next = advanceReport(report, { action: 'settle' }, actor);
      if (next.report === null) throw new PaperRefusal([next.fault]);
      return next.report;
    });
};

const alreadyReleased = async (tx: Queryable, stored: StoredSettlement): Promise<ReleasedPeriod> => {
  const { contractId, period, version } = stored;
  const invoices = await searchInvoices(tx, { contractId, period, onlyStanding: true });
  const own = invoices.find(({ settlementVersion }) => settlementVersion === version);
  return { ...stored, invoice: own?.invoice ?? null, notes: [] };
};

interface LookingAgain {
  readonly at: number;
  readonly books: PaperBooks;
}

/** What stands on record now about the reports of a settlement that is to be released, and what the audits say of it. */
const lookAgain = async (
  parts: PaperParts,
  { contractId, period, version }: SettlementKey,
  { at, books }: LookingAgain,
): Promise<void> => {
  const [stored] = await listSettlements(parts.database, { contractIds: [contractId], period, version });
  if (stored === undefined || stored.releasedAt !== null) return;
  const reportNos = stored.settlement.reports.map(({ reportNo }) => reportNo);
  await checkFinal(parts.database, reportNos, at);
  const heads = await listReportHeads(parts.database, { reportNos });
  await noteLateWork(parts, heads, books);
  const dates = heads.map(({ businessDate }) => businessDate);
  await auditDates(parts, dates, at);
};

/** A month, or a season, that goes on still has guarantees and reports to come. */
const checkOver = (contract: Contract, { period, settlement }: StoredSettlement, at: number): void => {
  const from = payableFrom(contract, settlement.month);
  if (localDateOf(at) >= from) return;
  throw new PaperRefusal([
    faultOf(
      'period_not_over',
      `契約「${contract.id}」の ${periodJa(period)} はまだ終わっていません。支払へ回せるのは ${from} からです。`,
      `Contract "${contract.id}" is not over for ${period}: it can be released from ${from} on.`,
    ),
  ]);
};

/** Was it settled while its period went on, and is there more to pay by now? */
const checkWhole = async (tx: Queryable, stored: StoredSettlement, contract: Contract): Promise<void> => {
  const { contractId, period, settlement, settledAt } = stored;
  if (localDateOf(settledAt) >= payableFrom(contract, settlement.month)) return;
  const left = await leftOutOf(tx, stored, contract.clientCode);
  const later = left.filter(({ code }) => code === 'report_later');
  if (later.length === 0) return;
  throw outdated(
    `契約「${contractId}」の ${periodJa(period)} は途中で精算したもので、その後に承認された日報が ${later.length} 件あります。もう一度精算してください。`,
    `Contract "${contractId}" was settled before ${period} was over, and more was approved since (reports: ${later.length}): settle it again.`,
  );
};

/** Has nothing come since it was looked at? */
const checkRecords = async (
  tx: Queryable,
  { settlement }: StoredSettlement,
  { at, books }: LookingAgain,
): Promise<void> => {
  const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
  await checkFinal(tx, reportNos, at);
  await checkCompared(tx, await listReportHeads(tx, { reportNos }), books);
};

const checkAudits = async (
  tx: Queryable,
  { settlement }: StoredSettlement,
  { clientCode }: Contract,
): Promise<void> => {
  const reportNos = settlement.reports.map(({ reportNo }) => reportNo);
  const { findings, decisions } = await auditsAbout(tx, reportNos, clientCode);
  const faults = paymentFaults(settlement, findings, decisions);
  if (faults.length > 0) throw new PaperRefusal(faults);
};

const laterOutdated = ({ contractId }: SettlementKey, period: string): Fault =>
  faultOf(
    'later_outdated',
    `契約「${contractId}」の ${periodJa(period)} は、この精算の前の額をもとに支払われています。もう一度精算してください。`,
    `Contract "${contractId}" was paid for ${period} by what stood here before: settle that period again.`,
  );

/**
 * Releases the newest version of a settlement for payment where all it rests on is final, it would come to the same now and no
 * audit is open: its reports become settled and its invoice is issued, all at once. One that is released already is returned as
 * it is. A run that releases many gives the books that it has read.
 * @throws PaperRefusal; then nothing of it was stored
 */
export const releaseSettlementOf = async (
  parts: PaperParts,
  key: SettlementKey,
  stamp: Stamp,
  given?: PaperBooks,
): Promise<ReleasedPeriod> => {
  const look = { at: stamp.at, books: given ?? (await readBooks(parts.database, parts.network)) };
  await lookAgain(parts, key, look);
  return parts.database.transaction(async (tx) => {
    await lockSettlementsOf(tx, key.contractId);
    await checkNewest(tx, key);
    const stored = await readSettlement(tx, key);
    if (stored.releasedAt !== null) return alreadyReleased(tx, stored);
    const contract = (await findContract(tx, key.contractId, stored.settlement.contractVersion))!;
    checkOver(contract, stored, stamp.at);
    await checkRecords(tx, stored, look);
    await checkAudits(tx, stored, contract);
    await checkWhole(tx, stored, contract);
    const taken = await insertStandingSteps(tx, await settledReports(tx, stored, stamp), stamp.at);
    if (taken.length > 0) throw new PaperRefusal([takenMeanwhile(taken)]);
    await checkCurrent(tx, stored);
    const { invoice, notes } = await issueInvoice(tx, contract, stored, stamp);
    await releaseSettlement(tx, key, stamp);
    const later = (await outdatedAfter(tx, key)).map((period) => laterOutdated(key, period));
    return { ...stored, releasedAt: stamp.at, invoice, notes: [...notes, ...later] };
  });
};
