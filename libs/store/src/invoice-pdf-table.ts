import type { Queryable } from './database.js';
import type { Stamp } from './stamp.js';

/** An invoice's file as it was handed out first. */
export interface InvoicePdf {
  readonly invoiceNo: string;
  /** Of its settlement's bundle, as it is printed; null where none was ever written. */
  readonly rootHash: string | null;
  readonly content: Buffer;
}

/** Keeps the file of an invoice and returns it; of two at once, the first one. */
export const keepInvoicePdf = async (
  tx: Queryable,
  { invoiceNo, rootHash, content }: InvoicePdf,
  { by, at }: Stamp,
): Promise<InvoicePdf> => {
  await tx.query(
    `INSERT INTO invoice_pdf (invoice_no, root_hash, content, recorded_at, recorded_by)
     VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5) ON CONFLICT (invoice_no) DO NOTHING`,
    [invoiceNo, rootHash, content, at, by],
  );
  return (await findInvoicePdf(tx, invoiceNo))!;
};

export const findInvoicePdf = async (
  queryable: Queryable,
  invoiceNo: string,
): Promise<InvoicePdf | undefined> => {
  const [kept] = await queryable.query<InvoicePdf>(
    `SELECT invoice_no AS "invoiceNo", root_hash AS "rootHash", content FROM invoice_pdf WHERE invoice_no = $1`,
    [invoiceNo],
  );
  return kept;
};
