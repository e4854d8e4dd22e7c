import type { Queryable } from './database.js';
import type { StoredInvoice } from './invoice-table.js';
import type { SettlementKey } from './settlement-table.js';
import type { Stamp } from './stamp.js';

/** An exported settlement that was written: where, and by which hashes it is known again. */
export interface WrittenBundle extends SettlementKey {
  /** Of its manifest; the documents print it. */
  readonly rootHash: string;
  /** Name within the folder of bundles. */
  readonly fileName: string;
  /** Of the zip. */
  readonly sha256: string;
  readonly bytes: number;
  /** How many of its period's invoices it holds; each replaces the one before it. */
  readonly invoiceCount: number;
}

export interface StoredBundle extends Omit<WrittenBundle, 'invoiceCount'> {
  /** Null for one that was written before this was counted. */
  readonly invoiceCount: number | null;
  readonly writtenAt: number;
  readonly writtenBy: string;
}

/** Does a bundle hold these invoices, each of which replaces another? */
export const holdsInvoices = (
  { invoiceCount, writtenAt }: StoredBundle,
  chain: readonly StoredInvoice[],
): boolean =>
  invoiceCount === null
    ? chain.every(({ recordedAt }) => recordedAt <= writtenAt)
    : invoiceCount >= chain.length;

const COLUMNS = `contract_id AS "contractId", period, version, root_hash AS "rootHash", file_name AS "fileName", sha256,
  bytes, invoice_count AS "invoiceCount", written_at AS "writtenAt", written_by AS "writtenBy"`;

/** Says that a bundle lies there; a known one is left as it is. Only then may its fixes be dropped. */
export const insertBundle = async (
  tx: Queryable,
  bundle: WrittenBundle,
  { by, at }: Stamp,
): Promise<void> => {
  await tx.query(
    `INSERT INTO bundle (contract_id, period, version, root_hash, file_name, sha256, bytes, invoice_count, written_at,
       written_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), $10) ON CONFLICT DO NOTHING`,
    [
      bundle.contractId,
      bundle.period,
      bundle.version,
      bundle.rootHash,
      bundle.fileName,
      bundle.sha256,
      bundle.bytes,
      bundle.invoiceCount,
      at,
      by,
    ],
  );
};

/** Bundles of a settled period (left out: of all): of its newest version first, and of one version the one with most invoices. */
export const listBundles = (
  queryable: Queryable,
  of?: Pick<SettlementKey, 'contractId' | 'period'>,
): Promise<StoredBundle[]> =>
  queryable.query<StoredBundle>(
    `SELECT ${COLUMNS} FROM bundle WHERE contract_id = coalesce($1, contract_id) AND period = coalesce($2, period)
     ORDER BY contract_id, period, version DESC, invoice_count DESC NULLS LAST, written_at DESC`,
    [of?.contractId ?? null, of?.period ?? null],
  );

/** Released settlements, the newest of each period (of one, where it is named), that no bundle with their newest invoice is of. */
export const listUnbundled = (
  queryable: Queryable,
  of?: Pick<SettlementKey, 'contractId' | 'period'>,
): Promise<SettlementKey[]> =>
  queryable.query<SettlementKey>(
    `SELECT newest.contract_id AS "contractId", newest.period, newest.version
     FROM (SELECT DISTINCT ON (contract_id, period) contract_id, period, version FROM settlement
       WHERE contract_id = coalesce($1, contract_id) AND period = coalesce($2, period)
       ORDER BY contract_id, period, version DESC) AS newest
     JOIN settlement_release USING (contract_id, period, version)
     WHERE NOT EXISTS (SELECT FROM bundle
       WHERE (bundle.contract_id, bundle.period, bundle.version) = (newest.contract_id, newest.period, newest.version)
         AND (SELECT coalesce(bundle.invoice_count >= count(*), bundle.written_at >= max(recorded_at), true) FROM invoice
           WHERE invoice.contract_id = newest.contract_id AND invoice.period = newest.period))
     ORDER BY newest.contract_id, newest.period`,
    [of?.contractId ?? null, of?.period ?? null],
  );

/** Bundles written before an instant, whose file need not be kept any longer. */
export const listBundlesBefore = (queryable: Queryable, beforeAt: number): Promise<StoredBundle[]> =>
  queryable.query<StoredBundle>(
    `SELECT ${COLUMNS} FROM bundle WHERE written_at < to_timestamp($1::float8 / 1000) ORDER BY written_at`,
    [beforeAt],
  );
