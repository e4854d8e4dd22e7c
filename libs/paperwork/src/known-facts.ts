import { type Account, type KnownFacts, reportWindow, SnowGauge } from '#domain';
import { listAccounts, listSnowfalls, type Queryable } from '#store';
import type { DateRange } from './fresh-reports.js';

/** What is known of a machine's crew and weather. */
export type KnownOf = (machineCode: string) => KnownFacts;

/** New snow is counted from the evening before. */
const SNOW_BEFORE_MS = 86_400_000;

const onlyDriverOf = (accounts: readonly Account[], machineCode: string): string | null => {
  const own = accounts.filter(
    ({ role, vehicleCodes }) => role === 'driver' && vehicleCodes.includes(machineCode),
  );
  return own.length === 1 ? own[0].name : null;
};

/** Crew and weather of some business dates, read once for all machines. */
export const readKnown = async (queryable: Queryable, { fromDate, toDate }: DateRange): Promise<KnownOf> => {
  const accounts = await listAccounts(queryable);
  const { startAt } = reportWindow(fromDate, toDate);
  const snow = new SnowGauge(await listSnowfalls(queryable, startAt - SNOW_BEFORE_MS));
  return (machineCode) => ({ operator: onlyDriverOf(accounts, machineCode), snow });
};
