import { groupBy } from '../group-by.js';
import { multiplyDivide, type RoundingMode } from '../money/rounding.js';
import type { InvoiceLine, TaxTotal } from './invoice.js';

/** Standard rate of consumption tax with its local part, since 2019-10-01. */
export const STANDARD_TAX_PERCENT = 10;

/**
 * Tax by rate, in falling order of rate: rounded once per invoice and rate, never per line (Qualified Invoice rules,
 * 消費税法施行令 Art. 70-10; domain.md §2.5). Throws RangeError for a rate whose lines sum to less than 0.
 */
export const taxTotals = (lines: readonly InvoiceLine[], mode: RoundingMode): TaxTotal[] =>
  [...groupBy(lines, ({ taxPercent }) => taxPercent)]
    .sort(([a], [b]) => b - a)
    .map(([taxPercent, ofRate]) => {
      const netYen = ofRate.reduce((sum, { amountYen }) => sum + amountYen, 0);
      return { taxPercent, netYen, taxYen: multiplyDivide(netYen, taxPercent, 100, mode) };
    });
