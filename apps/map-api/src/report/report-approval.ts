import { Injectable } from '@nestjs/common';
import { type Actor, advanceReport, type DailyReport, type Finding } from '#domain';
import { listFindings, listReportHeads, type Queryable } from '#store';
import type { Stepped } from './report-desk.js';

/** Approval looks at what the store knows besides the report: undecided findings, and passes that came late. */
@Injectable()
export class ReportApproval {
  /** Approves a checked report. */
  async approve(report: DailyReport, actor: Actor, tx: Queryable): Promise<Stepped> {
    const findings = await this.undecided(report, tx);
    return this.approveWith(report, actor, { findings, passesHash: await this.passesHash(report, tx) });
  }

  /** Checks and approves a submitted report of which nothing is found; a checked one is approved. */
  async approveClean(report: DailyReport, actor: Actor, tx: Queryable): Promise<Stepped> {
    const findings = await this.undecided(report, tx);
    if (findings.length > 0) return { reports: null, fault: notClean(report, findings[0]) };
    const seen = { findings, passesHash: await this.passesHash(report, tx) };
    if (report.state !== 'submitted') return this.approveWith(report, actor, seen);
    const checked = advanceReport(report, { action: 'check' }, actor);
    if (checked.fault !== null) return { reports: null, fault: checked.fault };
    const next = { ...actor, seenSteps: actor.seenSteps + 1 };
    const approved = await this.approveWith(checked.report, next, seen);
    return approved.fault !== null
      ? approved
      : { reports: [checked.report, ...approved.reports], fault: null };
  }

  private approveWith(
    report: DailyReport,
    actor: Actor,
    seen: { readonly findings: readonly Finding[]; readonly passesHash: string },
  ): Stepped {
    const { report: next, fault } = advanceReport(report, { action: 'approve', ...seen }, actor);
    return fault === null ? { reports: [next], fault } : { reports: null, fault };
  }

  private async undecided({ reportNo }: DailyReport, tx: Queryable): Promise<Finding[]> {
    const found = await listFindings(tx, { stage: 'report', reportNos: [reportNo] });
    return found.filter(({ decision }) => decision === null).map(({ finding }) => finding as Finding);
  }

  /** What the passes hash to now: the report's own unless late fixes were noted; which they are does not matter here. */
  private async passesHash({ reportNo, passesHash }: DailyReport, tx: Queryable): Promise<string> {
    const [head] = await listReportHeads(tx, { reportNos: [reportNo] });
    return head.isChanged ? '' : passesHash;
  }
}

const notClean = ({ reportNo }: DailyReport, { ja, en }: Finding) => ({
  code: 'finding_blocks',
  ja: `日報「${reportNo}」には判断していない指摘があります。開いて確かめてください。${ja}`,
  en: `Report "${reportNo}" has an undecided finding: open it and look. ${en}`,
});
