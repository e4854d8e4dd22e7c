import { type AccountSettings, type Invoice, standingInvoices } from '#domain';

/** Receivable to sales, of one invoice and one rate. */
export interface JournalEntry {
  readonly invoiceNo: string;
  /** `YYYY/MM/DD`: the last day of what was done. */
  readonly date: string;
  readonly party: string;
  readonly grossYen: number;
  readonly taxYen: number;
  /** Null for a business that is not registered: to it, all sales are outside the tax. */
  readonly taxPercent: number | null;
  readonly summary: string;
}

/** What a contractor books for its invoices; one that another replaces is booked no more. */
export const journalEntries = (invoices: readonly Invoice[]): JournalEntry[] =>
  standingInvoices(invoices).flatMap((invoice) => {
    const { invoiceNo, toDate, recipient, contractTitle, isQualified, taxTotals } = invoice;
    return taxTotals.map(({ taxPercent, netYen, taxYen }) => ({
      invoiceNo,
      date: toDate.replaceAll('-', '/'),
      party: recipient.addressee,
      grossYen: netYen + taxYen,
      taxYen: isQualified ? taxYen : 0,
      taxPercent: isQualified ? taxPercent : null,
      summary: `${invoiceNo} ${contractTitle}`,
    }));
  });

/** The program's word for a rate; throws RangeError for a rate without one, since a guess would be booked. */
export const taxClassOf = (
  names: Readonly<Record<number, string>>,
  { noTax }: AccountSettings,
  taxPercent: number | null,
): string => {
  if (taxPercent === null || taxPercent === 0) return noTax;
  const name = names[taxPercent];
  if (name === undefined)
    throw new RangeError(`No tax class is set for ${taxPercent} %: add one to the account settings`);
  return name;
};
