import { Inject, Injectable } from '@nestjs/common';
import { type Account, type DailyReport, REPORT_STATES, scopeOf } from '#domain';
import { seenFindings } from '#paperwork';
import { ProblemError } from '#server';
import {
  type FindingStage,
  listFindings,
  listReportHeads,
  type ReportFilter,
  type ReportHead,
  type StoredFinding,
} from '#store';
import { printInstant, type ReportDetail, type ReportList } from '#wire';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { ReportBooks } from './report-books.js';
import { filterOf } from './report-desk.js';
import { wireDetail, wireFinding, wireRow } from './wire-report.js';

const DAY_MS = 86_400_000;
/** A month and the nights around it. */
const USUAL_DAYS = 35;
/** More rows than this are left off: the filter is for that. */
const MOST_ROWS = 2_000;

export interface ReportQuery {
  readonly from?: string;
  readonly to?: string;
  /** States, separated by commas. */
  readonly states?: string;
  readonly machine?: string;
}

const dateOf = (at: number): string => printInstant(at).slice(0, 10);

const checkedDate = (name: string, text: string | undefined, fallback: string): string => {
  if (text === undefined || text === '') return fallback;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new ProblemError(400, `${name} must be a date, as in ${name}=2026-01-25.`);
};

const statesOf = (text: string | undefined): ReportFilter['states'] => {
  if (text === undefined || text === '') return undefined;
  return text.split(',').map((word) => {
    const state = REPORT_STATES.find((each) => each === word);
    if (state !== undefined) return state;
    throw new ProblemError(400, `states must be some of ${REPORT_STATES.join(',')}.`);
  });
};

/** Reports as pages read them, within an account's scope. */
@Injectable()
export class ReportReading {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

  /** Newest business date first. */
  async list(account: Account, query: ReportQuery): Promise<ReportList> {
    const { database, clock } = this.parts;
    const filter: ReportFilter = {
      ...filterOf(scopeOf(account)),
      states: statesOf(query.states),
      fromDate: checkedDate('from', query.from, dateOf(clock.now() - USUAL_DAYS * DAY_MS)),
      toDate: checkedDate('to', query.to, dateOf(clock.now() + DAY_MS)),
    };
    const all = await listReportHeads(database, filter);
    const mine = all.filter(({ machineCode }) => !query.machine || machineCode === query.machine).reverse();
    const heads = mine.slice(0, MOST_ROWS);
    return {
      asOfAt: printInstant(clock.now()),
      leftOff: mine.length - heads.length,
      rows: await this.rows(account, heads),
    };
  }

  async detail(account: Account, report: DailyReport): Promise<ReportDetail> {
    const { database } = this.parts;
    const [head] = await listReportHeads(database, { reportNos: [report.reportNo] });
    const [row] = await this.rows(account, [head]);
    const audits = await this.findings(account, 'audit', [report.reportNo]);
    const contract = await this.books.contractOf(report);
    return {
      ...wireDetail(row, report, await this.books.names(), contract),
      audits: audits.map((found) => wireFinding(found, report.clientCode)),
    };
  }

  private async rows(account: Account, heads: readonly ReportHead[]): Promise<ReportList['rows']> {
    const names = await this.books.names();
    const reportNos = heads.map(({ reportNo }) => reportNo);
    const findings = await this.findings(account, 'report', reportNos);
    return heads.map((head) => wireRow(head, findings, names));
  }

  /** Findings about some reports, as the account may know them. */
  private async findings(
    account: Account,
    stage: FindingStage,
    reportNos: readonly string[],
  ): Promise<StoredFinding[]> {
    const { database } = this.parts;
    const found = reportNos.length === 0 ? [] : await listFindings(database, { stage, reportNos });
    return seenFindings(database, found, scopeOf(account));
  }
}
