import { canonicalJson, type Settlement } from '#domain';
import type { Queryable } from './database.js';
import type { Stamp } from './stamp.js';
import { whereOf } from './where-clause.js';

/** Names a settlement: `period` is its month, or `season`; made again it is a new version. */
export interface SettlementKey {
  readonly contractId: string;
  readonly period: string;
  readonly version: number;
}

export interface StoredSettlement extends SettlementKey {
  readonly settlement: Settlement;
  readonly settledAt: number;
  readonly settledBy: string;
  /** Null while an audit keeps it back. */
  readonly releasedAt: number | null;
}

/** A settlement without its lines: what lists show. */
export interface SettlementHead extends Omit<StoredSettlement, 'settlement'> {
  readonly settlement: Omit<Settlement, 'lines'>;
}

export interface SettlementFilter {
  readonly contractIds?: readonly string[];
  readonly contractorCode?: string;
  readonly clientCode?: string;
  readonly period?: string;
  readonly version?: number;
  /** True: only versions that were released for payment, the newest of them. */
  readonly onlyReleased?: boolean;
}

export const periodOf = ({ month }: Pick<Settlement, 'month'>): string => month ?? 'season';

const LINES = `jsonb_build_object('lines', (
  SELECT coalesce(jsonb_agg(line.document ORDER BY line.line_no), '[]') FROM settlement_line AS line
  WHERE (line.contract_id, line.period, line.version) = (settlement.contract_id, settlement.period, settlement.version)))`;

const FROM = `FROM settlement
  LEFT JOIN settlement_release AS release USING (contract_id, period, version)
  JOIN contract ON contract.id = settlement.contract_id AND contract.version = settlement.contract_version`;

const conditionsOf = (filter: SettlementFilter) =>
  whereOf([
    ['settlement.contract_id = ANY(?::text[])', filter.contractIds],
    ['contract.contractor_code = ?', filter.contractorCode],
    ['contract.client_code = ?', filter.clientCode],
    ['settlement.period = ?', filter.period],
    ['settlement.version = ?', filter.version],
    ['(release.released_at IS NOT NULL OR NOT ?::bool)', filter.onlyReleased],
  ]);

const selected = <Stored>(
  queryable: Queryable,
  document: string,
  filter: SettlementFilter,
): Promise<Stored[]> => {
  const { sql, parameters } = conditionsOf(filter);
  return queryable.query<Stored>(
    `SELECT DISTINCT ON (settlement.contract_id, settlement.period) settlement.contract_id AS "contractId",
       settlement.period, settlement.version, ${document} AS settlement, settlement.settled_at AS "settledAt",
       settlement.settled_by AS "settledBy", release.released_at AS "releasedAt"
     ${FROM} ${sql} ORDER BY settlement.contract_id, settlement.period, settlement.version DESC`,
    parameters,
  );
};

/** The newest version of each settlement (of `version`: that one), by contract and period, without lines. */
export const listSettlements = (
  queryable: Queryable,
  filter: SettlementFilter = {},
): Promise<SettlementHead[]> => selected(queryable, 'settlement.document', filter);

/** As `listSettlements`, with their lines and these with their evidence. */
export const listWholeSettlements = (
  queryable: Queryable,
  filter: SettlementFilter,
): Promise<StoredSettlement[]> => selected(queryable, `settlement.document || ${LINES}`, filter);

type FindKey = Omit<SettlementKey, 'version'> & { readonly version?: number };

/** One version of a settlement, else the newest. */
export const findSettlement = async (
  queryable: Queryable,
  { contractId, period, version }: FindKey,
): Promise<StoredSettlement | undefined> =>
  (await listWholeSettlements(queryable, { contractIds: [contractId], period, version }))[0];

const insertLines = async (
  tx: Queryable,
  { contractId, period, version }: SettlementKey,
  lines: Settlement['lines'],
): Promise<void> => {
  await tx.query(
    `INSERT INTO settlement_line (contract_id, period, version, line_no, machine_code, yen, document)
     SELECT $1, $2, $3, line_no, machine_code, yen, document
     FROM unnest($4::int[], $5::text[], $6::int8[], $7::jsonb[]) AS n (line_no, machine_code, yen, document)`,
    [
      contractId,
      period,
      version,
      lines.map(({ lineNo }) => lineNo),
      lines.map(({ machineCode }) => machineCode),
      lines.map(({ yen }) => yen),
      lines.map((line) => JSON.stringify(line)),
    ],
  );
};

const insertVersion = async (
  tx: Queryable,
  key: SettlementKey,
  settlement: Settlement,
  stamp: Stamp,
): Promise<void> => {
  const { lines, ...document } = settlement;
  const { contractId, period, version } = key;
  await tx.query(
    `INSERT INTO settlement (contract_id, period, version, contract_version, total_yen, document, settled_at, settled_by)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, to_timestamp($7::float8 / 1000), $8)`,
    [
      contractId,
      period,
      version,
      settlement.contractVersion,
      settlement.totalYen,
      JSON.stringify(document),
      stamp.at,
      stamp.by,
    ],
  );
  await insertLines(tx, key, lines);
  await tx.query(
    `INSERT INTO settlement_report (contract_id, period, version, report_no, revision)
     SELECT $1, $2, $3, report_no, revision FROM unnest($4::text[], $5::int[]) AS n (report_no, revision)`,
    [
      contractId,
      period,
      version,
      settlement.reports.map(({ reportNo }) => reportNo),
      settlement.reports.map(({ revision }) => revision),
    ],
  );
};

/** From here to the end of the transaction nobody else settles or invoices this contract. */
export const lockSettlementsOf = async (tx: Queryable, contractId: string): Promise<void> => {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || $1, 0))`, [contractId]);
};

/**
 * Stores a settlement as a new version and returns it; where the newest version says the same, that one. Run it in a
 * transaction.
 */
export const saveSettlement = async (
  tx: Queryable,
  settlement: Settlement,
  stamp: Stamp,
): Promise<StoredSettlement> => {
  const { contractId } = settlement;
  const period = periodOf(settlement);
  await lockSettlementsOf(tx, contractId);
  const newest = await findSettlement(tx, { contractId, period });
  if (newest !== undefined && canonicalJson(newest.settlement) === canonicalJson(settlement)) return newest;
  const key = { contractId, period, version: (newest?.version ?? 0) + 1 };
  await insertVersion(tx, key, settlement, stamp);
  return { ...key, settlement, settledAt: stamp.at, settledBy: stamp.by, releasedAt: null };
};

/** Releases a settlement for payment: no audit is open. Known ones stay as they are. */
export const releaseSettlement = async (
  tx: Queryable,
  { contractId, period, version }: SettlementKey,
  { by, at }: Stamp,
): Promise<void> => {
  await tx.query(
    `INSERT INTO settlement_release (contract_id, period, version, released_at, released_by)
     VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5) ON CONFLICT DO NOTHING`,
    [contractId, period, version, at, by],
  );
};
