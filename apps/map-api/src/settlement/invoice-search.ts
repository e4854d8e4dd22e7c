import { ProblemError } from '#server';
import type { InvoiceSearch } from '#store';
import { queryDate } from '../http/query-date.js';
import { sentence } from '../report/fault-problem.js';

/** Criteria of 電子帳簿保存法 as an address has them: date range, amount range and party, in any combination. */
export type InvoiceQuery = Partial<Record<'from' | 'to' | 'fromYen' | 'toYen' | 'party', string>>;

const yenOf = (name: string, text?: string): number | undefined => {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new ProblemError(
    400,
    sentence(
      `${name} は ${name}=100000 のような整数の円にしてください。`,
      `${name} must be whole yen, as in ${name}=100000.`,
    ),
  );
};

const checkOrder = ({ fromDate, toDate, fromYen, toYen }: InvoiceSearch): void => {
  if (fromDate !== undefined && toDate !== undefined && fromDate > toDate)
    throw new ProblemError(
      400,
      sentence(
        `発行日の範囲が逆です(${fromDate} から ${toDate} まで)。始めを終わり以前の日にしてください。`,
        `The dates run backwards (from ${fromDate} to ${toDate}): begin on or before the day that they end on.`,
      ),
    );
  if (fromYen !== undefined && toYen !== undefined && fromYen > toYen)
    throw new ProblemError(
      400,
      sentence(
        `金額の範囲が逆です(${fromYen} 円から ${toYen} 円まで)。下限を上限以下にしてください。`,
        `The amounts run backwards (from ${fromYen} to ${toYen} yen): put the smaller one first.`,
      ),
    );
};

/** @throws ProblemError 400 for a date or an amount that is none, and for a range that runs backwards */
export const parseInvoiceQuery = (query: InvoiceQuery): InvoiceSearch => {
  const search = {
    fromDate: queryDate('from', query.from),
    toDate: queryDate('to', query.to),
    fromYen: yenOf('fromYen', query.fromYen),
    toYen: yenOf('toYen', query.toYen),
    party: query.party || undefined,
  };
  checkOrder(search);
  return search;
};
