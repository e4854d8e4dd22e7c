import { Inject, Injectable } from '@nestjs/common';
import { type Account, type DailyReport, scopeOf, underWayUntil } from '#domain';
import { fixChainsOf, seenFindings } from '#paperwork';
import {
  type FindingStage,
  listDevices,
  listFindings,
  listNewestPage,
  listReportHeads,
  listWorstReports,
  type ReportHead,
  type StoredFinding,
} from '#store';
import { printInstant, type ReportDetail, type ReportList, type ReportRow } from '#wire';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { ReportBooks } from './report-books.js';
import { PAGE_ROWS, type ReportQuery, readQuery } from './report-query.js';
import { wireDetail, wireFinding, wireRow } from './wire-report.js';

/** Reports as pages read them, within an account's scope. */
@Injectable()
export class ReportReading {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

  /** A part of the reports that fit: worst first, or of the newest business date first. */
  async list(account: Account, query: ReportQuery): Promise<ReportList> {
    const { database, clock } = this.parts;
    const { isWorstFirst, isClean, offset, filter } = readQuery(query, scopeOf(account), clock.now());
    const order = { limit: PAGE_ROWS, offset };
    const { heads, total } = isWorstFirst
      ? await listWorstReports(database, { ...filter, isClean }, order)
      : await listNewestPage(database, filter, order);
    const rows = await this.rows(account, heads);
    return {
      asOfAt: printInstant(clock.now()),
      total,
      offset,
      rows: rows.map((row, i) => ({ ...row, severity: heads[i].severity })),
    };
  }

  async detail(account: Account, report: DailyReport): Promise<ReportDetail> {
    const { database, clock } = this.parts;
    const [reportHead] = await listReportHeads(database, { reportNos: [report.reportNo] });
    const [row] = await this.rows(account, [reportHead]);
    const audits = await this.findings(account, 'audit', [report.reportNo]);
    const contract = await this.books.contractOf(report);
    const until = underWayUntil(report);
    return {
      ...wireDetail(row, report, await this.books.names(), contract),
      underWayUntil: until !== null && until > clock.now() ? printInstant(until) : null,
      audits: audits.map((found) => wireFinding(found, report.clientCode)),
      devices: await this.deviceCodes(report),
      chains: (await fixChainsOf(database, report)).map(({ date, fixCount, head }) => ({
        date,
        fixCount,
        head,
      })),
    };
  }

  private async deviceCodes({ evidence: { deviceIds } }: DailyReport): Promise<string[]> {
    const devices = await listDevices(this.parts.database);
    return devices.filter(({ id }) => deviceIds.includes(id)).map(({ code }) => code);
  }

  private async rows(account: Account, heads: readonly ReportHead[]): Promise<ReportRow[]> {
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
