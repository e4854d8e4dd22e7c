import type { LocalDate } from '#domain';
import {
  auditDates,
  contractorsAtOnce,
  contractsOfRun,
  decideForClients,
  type PaperParts,
  type ReleasedPeriod,
  readBooks,
  releaseSettlementOf,
  settlePeriod,
} from '#paperwork';
import { listFindings, type Stamp } from '#store';
import { MONTH } from './settle-world.js';

/** Seconds of each part of a month that is settled through the store. */
export interface ProductSeconds {
  audits: number;
  settlements: number;
  decisions: number;
  releases: number;
}

const timed = async <Result>(
  seconds: ProductSeconds,
  what: keyof ProductSeconds,
  run: () => Promise<Result>,
): Promise<Result> => {
  const startedAt = performance.now();
  const result = await run();
  seconds[what] += (performance.now() - startedAt) / 1000;
  return result;
};

/** Every client pays whatever the audits found. */
const decideAll = async (parts: PaperParts, clientCodes: readonly string[], at: number): Promise<number> => {
  const found = await listFindings(parts.database, { stage: 'audit' });
  for (const { finding } of found)
    await decideForClients(
      parts,
      { findingId: finding.id, decision: 'pay', withheldReportNos: [], reason: 'bench', by: 'bench', at },
      clientCodes,
    );
  return found.length;
};

export interface ProductMonth {
  readonly seconds: ProductSeconds;
  readonly findings: number;
  readonly released: readonly ReleasedPeriod[];
}

/** A month as a run settles it, from the approved reports in the store to settlements, audits and invoices in it. */
export const settleInStore = async (
  parts: PaperParts,
  dates: readonly LocalDate[],
  stamp: Stamp,
): Promise<ProductMonth> => {
  const seconds = { audits: 0, settlements: 0, decisions: 0, releases: 0 };
  const contracts = await contractsOfRun(parts.database, { period: MONTH }, dates[0]);
  const clientCodes = [...new Set(contracts.map(({ clientCode }) => clientCode))];
  await timed(seconds, 'audits', () => auditDates(parts, dates, stamp.at));
  const settled = await timed(seconds, 'settlements', async () => {
    return contractorsAtOnce(contracts, async ({ id: contractId, contractorCode }) => ({
      ...(await settlePeriod(parts, { contractId, period: MONTH }, stamp)),
      contractorCode,
    }));
  });
  const findings = await timed(seconds, 'decisions', () => decideAll(parts, clientCodes, stamp.at));
  const released = await timed(seconds, 'releases', async () => {
    const books = await readBooks(parts.database, parts.network);
    return contractorsAtOnce(settled, (key) => releaseSettlementOf(parts, key, stamp, books));
  });
  return { seconds, findings, released };
};
