import type { DailyReport } from '../daily-report.js';
import type { Finding } from '../finding.js';
import { findingOf } from './finding-of.js';

/** Fixes that came late have changed the passes of a report that somebody has submitted, checked or approved already. */
export const changedAfterApproval = (report: DailyReport): Finding =>
  findingOf('changed_after_approval', report, {
    evidence: { passes: report.passes.length },
    ja: `日報「${report.reportNo}」の提出後に届いた測位で通過記録が変わりました。差し戻すか改版して作り直してください。`,
    en: `Fixes that came after report "${report.reportNo}" was submitted have changed its passes: return or revise it and make it anew.`,
  });
