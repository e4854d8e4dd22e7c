import { Injectable } from '@nestjs/common';
import { type Account, scopeOf } from '#domain';
import { ProblemError } from '#server';
import { type InvoiceSearch, type StoredInvoice, searchInvoices } from '#store';
import { sentence } from '../report/fault-problem.js';
import { ReportBooks } from '../report/report-books.js';

/** Invoices within an account's scope. */
@Injectable()
export class InvoiceReading {
  constructor(private readonly books: ReportBooks) {}

  search(account: Account, search: InvoiceSearch): Promise<StoredInvoice[]> {
    const { contractorCode, clientCode } = scopeOf(account);
    const own = { contractorCode: contractorCode ?? undefined, clientCode: clientCode ?? undefined };
    return searchInvoices(this.books.database, { ...search, ...own });
  }

  /** @throws ProblemError 404 for an invoice that is not there, or not for this account. */
  async find(account: Account, invoiceNo: string): Promise<StoredInvoice> {
    const [stored] = await this.search(account, { invoiceNo });
    if (stored !== undefined) return stored;
    throw new ProblemError(
      404,
      sentence(
        `請求書「${invoiceNo}」はありません。一覧から選び直してください。`,
        `There is no invoice "${invoiceNo}" here: choose it from the list.`,
      ),
    );
  }
}
