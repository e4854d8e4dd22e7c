import { type Fault, parseLocalDate } from '#domain';
import {
  findSettlement,
  listReportHeads,
  type Queryable,
  type SettlementKey,
  type Stamp,
  type StoredSettlement,
  saveSettlement,
} from '#store';
import { auditDates } from './auditing.js';
import { type LeftOutReport, reportsWithin } from './left-out.js';
import { faultOf, PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { draftSettlement, type SettleOrder } from './settlement-drafts.js';

export interface SettledPeriod extends StoredSettlement {
  /** Reports of the period that are not in it. */
  readonly leftOut: readonly LeftOutReport[];
}

/** What keeps a text from naming a period. */
export const checkPeriod = (period: string): Fault[] =>
  period === 'season' || (/^\d{4}-\d{2}$/.test(period) && parseLocalDate(`${period}-01`) !== null)
    ? []
    : [
        faultOf(
          'period_unclear',
          `「${period}」は月ではありません。2027-01 のような月か season を指定してください。`,
          `"${period}" is no month: give one such as 2027-01, or season.`,
        ),
      ];

/** The settlement as it is stored under a key. */
export const readSettlement = async (queryable: Queryable, key: SettlementKey): Promise<StoredSettlement> => {
  const stored = await findSettlement(queryable, key);
  if (stored === undefined) throw new Error(`No settlement ${key.contractId} ${key.period} ${key.version}`);
  return stored;
};

/**
 * 精算: audits the reports of a contract's month (or takes the months of its season), prices what may be paid and keeps it as
 * a new version; where nothing changed since, as the one that is there. Payment waits for `releaseSettlementOf`.
 * @throws PaperRefusal
 */
export const settlePeriod = async (
  parts: PaperParts,
  order: SettleOrder,
  stamp: Stamp,
): Promise<SettledPeriod> => {
  const { database } = parts;
  const unclear = checkPeriod(order.period);
  if (unclear.length > 0) throw new PaperRefusal(unclear);
  if (order.period !== 'season') {
    const reports = await listReportHeads(database, reportsWithin([order.contractId], order.period));
    const dates = reports.map(({ businessDate }) => businessDate);
    await auditDates(parts, dates, stamp.at);
  }
  return database.transaction(async (tx) => {
    const { settlement, leftOut } = await draftSettlement(tx, order);
    return { ...(await saveSettlement(tx, settlement, stamp)), leftOut };
  });
};
