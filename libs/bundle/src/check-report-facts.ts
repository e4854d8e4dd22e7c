import {
  type Contract,
  canonicalJson,
  composeReport,
  type DailyReport,
  firstDifference,
  REPORT_STATE_JA,
  type ReportContext,
  type ReportLine,
  replayHistory,
  reportNoOf,
  type SettlementBundle,
} from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';

/** A line without what its roads are called: the register may have other names for them by now. */
const linesOf = (lines: readonly ReportLine[]) =>
  lines.map(
    ({ ownerCode, routeCode, workZoneCode, workType, timeBand, dayType, seconds, coveredCm, clearedCm }) => ({
      ...{ ownerCode, routeCode, workZoneCode, workType, timeBand, dayType, seconds, coveredCm, clearedCm },
    }),
  );

const secondsOf = (lines: readonly ReportLine[]): number =>
  lines.reduce((sum, { seconds }) => sum + seconds, 0);

/** Made by this version of the contract? Another one may have had other bands and other people. */
const isOfVersion = ({ contractVersion }: DailyReport, { version }: Contract): boolean =>
  contractVersion === version;

const sumsOf = ({ dispatches, totals }: DailyReport, hasBands: boolean) => ({
  dispatches: dispatches.map(({ dispatchNo, workStartedAt, workEndedAt, lines }) => ({
    ...{ dispatchNo, workStartedAt, workEndedAt },
    lines: hasBands ? linesOf(lines) : secondsOf(lines),
  })),
  totals: hasBands ? totals : { ...totals, timeBandS: null },
});

const partiesOf = ({ clientCode, clientOffice, supervisor }: DailyReport | Contract) => ({
  clientCode,
  clientOffice,
  supervisor,
});

/** The machine and its contractor as the bundle has them; a machine that changed within the month is there more than once. */
const machineOf = (report: DailyReport, { matching }: SettlementBundle) => {
  const said = canonicalJson([report.machine, report.contractorCode]);
  const known = matching.machines.filter(({ machine }) => machine.machineCode === report.machineCode);
  return (
    known.find(({ machine, contractorCode }) => canonicalJson([machine, contractorCode]) === said) ?? known[0]
  );
};

const checkFacts = (report: DailyReport, bundle: SettlementBundle, context: ReportContext): BundleFault[] => {
  const { reportNo, businessDate, machineCode, contractId, machine, contractorCode } = report;
  const isCurrent = isOfVersion(report, bundle.contract);
  const known = machineOf(report, bundle);
  const difference = firstDifference(
    { reportNo, machine, contractorCode, ...(isCurrent && partiesOf(report)), ...sumsOf(report, isCurrent) },
    {
      reportNo: reportNoOf(businessDate, machineCode, contractId),
      ...{ machine: known.machine, contractorCode: known.contractorCode },
      ...(isCurrent && partiesOf(bundle.contract)),
      ...sumsOf(composeReport(report, report.dispatches, context), isCurrent),
    },
  );
  if (difference === null) return [];
  const { path, settled, recomputed } = difference;
  const words = [JSON.stringify(settled), JSON.stringify(recomputed)];
  return [
    bundleFault(
      'report_differs',
      `日報「${reportNo}」の ${path} は ${words[0]}、一式のほかの記録によれば ${words[1]} です。`,
      `Report "${reportNo}": ${path} is ${words[0]}, and ${words[1]} by the rest of the bundle.`,
    ),
  ];
};

const checkHistory = ({ reportNo, state, revision, history }: DailyReport): BundleFault[] => {
  const end = replayHistory(reportNo, history);
  if (end?.state === state && end.revision === revision) return [];
  return [
    bundleFault(
      'report_differs',
      `日報「${reportNo}」の履歴(${history.length} 件)をたどっても、状態「${REPORT_STATE_JA[state] ?? state}」・第 ${revision} 版になりません。`,
      `Report "${reportNo}": the ${history.length} steps of its history do not lead to state "${state}", revision ${revision}.`,
    ),
  ];
};

/**
 * Do parties, machine, lines and totals of a report follow from its spans and the rest of the bundle, and does its history lead
 * to where it stands?
 */
export const checkReportFacts = (
  report: DailyReport,
  bundle: SettlementBundle,
  context: ReportContext,
): BundleFault[] => [...checkFacts(report, bundle, context), ...checkHistory(report)];
