import { addDays, type LocalDate, localDateOf, REPORT_STATES, type Scope } from '#domain';
import { ProblemError } from '#server';
import type { ReportFilter } from '#store';
import { queryDate } from '../http/query-date.js';
import { filterOf } from './report-desk.js';

/** A month and the nights around it. */
const USUAL_DAYS = 35;
/** As many as can be approved at once. */
export const PAGE_ROWS = 500;

/** What an address asks of a list of reports. */
export interface ReportQuery {
  readonly from?: string;
  readonly to?: string;
  /** States, separated by commas. */
  readonly states?: string;
  readonly machine?: string;
  /** `worst`: by severity; else by business date. */
  readonly order?: string;
  /** `true`: only those of which nothing is found, in the order `worst`. */
  readonly clean?: string;
  readonly offset?: string;
}

/** The same, checked. */
export interface AskedReports {
  readonly filter: ReportFilter;
  readonly isWorstFirst: boolean;
  readonly isClean: boolean;
  readonly offset: number;
}

const usualFrom = (nowAt: number): LocalDate => addDays(localDateOf(nowAt), -USUAL_DAYS);

const statesOf = (text: string | undefined): ReportFilter['states'] => {
  if (text === undefined || text === '') return undefined;
  return text.split(',').map((word) => {
    const state = REPORT_STATES.find((each) => each === word);
    if (state !== undefined) return state;
    throw new ProblemError(400, `states must be some of ${REPORT_STATES.join(',')}.`);
  });
};

const offsetOf = (text: string | undefined): number => {
  if (text === undefined || /^\d{1,7}$/.test(text)) return Number(text ?? 0);
  throw new ProblemError(400, 'offset must be a whole number, as in offset=500.');
};

/** A machine that is asked for, within the scope's; another one has no reports. */
const machinesOf = (machine: string | undefined, { machineCodes }: Scope): readonly string[] | undefined => {
  if (!machine) return machineCodes ?? undefined;
  return machineCodes === null || machineCodes.includes(machine) ? [machine] : [];
};

/**
 * The query within an account's scope. What waits for somebody is listed whatever its date; other lists begin 35 days ago
 * unless they are asked for more.
 */
export const readQuery = (query: ReportQuery, scope: Scope, nowAt: number): AskedReports => {
  const isWorstFirst = query.order === 'worst';
  return {
    isWorstFirst,
    isClean: query.clean === 'true',
    offset: offsetOf(query.offset),
    filter: {
      ...filterOf(scope),
      machineCodes: machinesOf(query.machine, scope),
      states: statesOf(query.states),
      fromDate: queryDate('from', query.from) ?? (isWorstFirst ? undefined : usualFrom(nowAt)),
      toDate: queryDate('to', query.to),
    },
  };
};
