import { ProblemError } from '#server';
import type { InvoiceSearch } from '#store';

/** Criteria of 電子帳簿保存法 as an address has them: date range, amount range and party, in any combination. */
export type InvoiceQuery = Partial<Record<'from' | 'to' | 'fromYen' | 'toYen' | 'party', string>>;

const dateOf = (name: string, text?: string): string | undefined => {
  if (text === undefined || text === '') return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new ProblemError(400, `${name} must be a date, as in ${name}=2027-01-31.`);
};

const yenOf = (name: string, text?: string): number | undefined => {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new ProblemError(400, `${name} must be whole yen, as in ${name}=100000.`);
};

/** @throws ProblemError 400 for a date or an amount that is none */
export const parseInvoiceQuery = (query: InvoiceQuery): InvoiceSearch => ({
  fromDate: dateOf('from', query.from),
  toDate: dateOf('to', query.to),
  fromYen: yenOf('fromYen', query.fromYen),
  toYen: yenOf('toYen', query.toYen),
  party: query.party || undefined,
});
