import { printLocalTime } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import type { Fault } from '../fault.js';
import { groupBy } from '../group-by.js';
import { type BillableReport, isClaimed } from '../report/report-span.js';
import { REPORT_STATE_JA } from '../words-ja.js';

export type ReportFault =
  | 'report_not_approved'
  | 'report_of_other_contract'
  | 'report_twice'
  | 'spans_overlap';

const notApproved = ({ reportNo, state }: BillableReport): Fault<ReportFault> => ({
  code: 'report_not_approved',
  ja: `日報「${reportNo}」は承認されていません(${REPORT_STATE_JA[state]})。承認してから精算してください。`,
  en: `Report "${reportNo}" is ${state}, not approved: approve it before settling.`,
});

const otherContract = (contract: Contract, { reportNo, contractId }: BillableReport): Fault<ReportFault> => ({
  code: 'report_of_other_contract',
  ja: `日報「${reportNo}」は契約「${contractId ?? 'なし'}」のもので、「${contract.id}」のものではありません。この精算から外してください。`,
  en: `Report "${reportNo}" is of contract "${contractId ?? 'none'}", not "${contract.id}": leave it out of this settlement.`,
});

const twice = ({ reportNo }: BillableReport): Fault<ReportFault> => ({
  code: 'report_twice',
  ja: `日報「${reportNo}」が二度あります。最新の版だけを精算してください。`,
  en: `Report "${reportNo}" is there twice: settle its newest revision only.`,
});

const overlap = (a: BillableReport, b: BillableReport, at: number): Fault<ReportFault> => {
  const time = printLocalTime(at);
  const which = a.reportNo === b.reportNo ? [a.reportNo] : [a.reportNo, b.reportNo].sort();
  return {
    code: 'spans_overlap',
    ja: `日報${which.map((no) => `「${no}」`).join('と')}で、機械「${a.machineCode}」の ${time} の時間が二重になっています。どちらかを直してください。`,
    en: `Reports ${which.map((no) => `"${no}"`).join(' and ')} both claim machine "${a.machineCode}" at ${time}: correct one of them.`,
  };
};

/** Every second of a machine may be claimed once: one fault for each span that begins before its forerunner ends. */
const checkOverlaps = (reports: readonly BillableReport[]): Fault<ReportFault>[] => {
  const byMachine = groupBy(reports, ({ machineCode }) => machineCode);
  return [...byMachine.values()].flatMap((ofMachine) => {
    const spans = ofMachine
      .flatMap((report) => report.dispatches.flatMap(({ spans }) => spans.map((span) => ({ report, span }))))
      .filter(({ span }) => isClaimed(span))
      .sort((a, b) => a.span.startAt - b.span.startAt || a.span.endAt - b.span.endAt);
    return spans.flatMap(({ report, span }, i) => {
      const before = spans[i - 1];
      return i > 0 && before.span.endAt > span.startAt ? [overlap(before.report, report, span.startAt)] : [];
    });
  });
};

/** May these reports be settled under the contract? */
export const checkReports = (
  contract: Contract,
  reports: readonly BillableReport[],
): Fault<ReportFault>[] => {
  const seen = new Set<string>();
  const faults: Fault<ReportFault>[] = [];
  for (const report of reports) {
    if (report.state !== 'approved' && report.state !== 'settled') faults.push(notApproved(report));
    if (report.contractId !== contract.id) faults.push(otherContract(contract, report));
    if (seen.has(report.reportNo)) faults.push(twice(report));
    seen.add(report.reportNo);
  }
  return faults.length > 0 ? faults : checkOverlaps(reports);
};
