import type { DailyReport } from '../daily-report.js';
import type { Finding } from '../finding.js';
import { findingOf } from './finding-of.js';

/** Late fixes or orders, or an amended register, have changed the work of a report that somebody has submitted already. */
export const changedAfterApproval = (report: DailyReport): Finding =>
  findingOf('changed_after_approval', report, {
    evidence: { passes: report.passes.length },
    ja: `日報「${report.reportNo}」の提出後に、遅れて届いた測位や登録の変更で作業の記録が変わりました。差し戻すか改版して作り直してください。`,
    en: `What is recorded of the work of report "${report.reportNo}" has changed since it was submitted (late fixes, or an amended register): return or revise it and make it anew.`,
  });
