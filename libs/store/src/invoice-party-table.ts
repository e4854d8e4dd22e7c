import { canonicalJson, type InvoiceIssuer, type InvoiceRecipient } from '#domain';
import type { Queryable } from './database.js';
import type { Stamp } from './stamp.js';

type Side = 'issuer' | 'recipient';

const findNewest = async <Party>(
  queryable: Queryable,
  side: Side,
  code: string,
): Promise<Party | undefined> => {
  const [row] = await queryable.query<{ document: Party }>(
    'SELECT document FROM invoice_party WHERE side = $1 AND code = $2 ORDER BY serial DESC LIMIT 1',
    [side, code],
  );
  return row?.document;
};

/** Adds a row unless the newest says the same. */
const save = async (
  tx: Queryable,
  { side, code, document }: { side: Side; code: string; document: InvoiceIssuer | InvoiceRecipient },
  { by, at }: Stamp,
): Promise<void> => {
  const newest = await findNewest(tx, side, code);
  if (newest !== undefined && canonicalJson(newest) === canonicalJson(document)) return;
  await tx.query(
    `INSERT INTO invoice_party (side, code, document, recorded_at, recorded_by)
     VALUES ($1, $2, $3::jsonb, to_timestamp($4::float8 / 1000), $5)`,
    [side, code, canonicalJson(document), at, by],
  );
};

/** What a contractor's invoices say of it from now on; those issued before stay as they are. */
export const saveIssuer = (tx: Queryable, document: InvoiceIssuer, stamp: Stamp): Promise<void> =>
  save(tx, { side: 'issuer', code: document.contractorCode, document }, stamp);

export const findIssuer = (
  queryable: Queryable,
  contractorCode: string,
): Promise<InvoiceIssuer | undefined> => findNewest<InvoiceIssuer>(queryable, 'issuer', contractorCode);

/** How invoices address a client. */
export const saveRecipient = (tx: Queryable, document: InvoiceRecipient, stamp: Stamp): Promise<void> =>
  save(tx, { side: 'recipient', code: document.clientCode, document }, stamp);

export const findRecipient = (
  queryable: Queryable,
  clientCode: string,
): Promise<InvoiceRecipient | undefined> => findNewest<InvoiceRecipient>(queryable, 'recipient', clientCode);
