import {
  type BundledMachine,
  canonicalJson,
  changedAuditId,
  type DailyReport,
  effectivePlan,
  firstDifference,
  groupBy,
  isInPlan,
  MATCHER_VERSION,
  makeReports,
  matchFixes,
  type Pass,
  passesHash,
  printLocalTime,
  type ReportInput,
  type ReportRoads,
  reportRoads,
  SegmentIndex,
  type SettlementBundle,
  takeEvidence,
  withCorrections,
  workHash,
  workZoneOfSegments,
} from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
import { checkReportFacts } from './check-report-facts.js';
import { contractsOf, type ReadBundle } from './read-bundle.js';

interface Roads {
  readonly index: SegmentIndex;
  readonly roads: ReportRoads;
  readonly isTarget: (segment: number) => boolean;
}

const roadsOf = ({ bundle, network }: ReadBundle): Roads => {
  const { authorities, workZones, routes } = bundle.matching;
  const plan = effectivePlan(network, routes, {});
  const zoneOfSegment = workZoneOfSegments(network, workZones);
  return {
    index: new SegmentIndex(network),
    roads: reportRoads({ network, plan, authorities, workZones, zoneOfSegment }),
    isTarget: (segment) => isInPlan(plan, segment),
  };
};

const byKey = (a: Pass, b: Pass): number =>
  a.enteredAt - b.enteredAt || a.segment - b.segment || a.direction - b.direction;

/** A machine's fixes matched to passes again. */
const matched = (
  { bundle, days }: ReadBundle,
  { vehicleId, machine }: BundledMachine,
  { index, isTarget }: Roads,
): Omit<ReportInput, 'vehicleId' | 'machine' | 'contractorCode' | 'roads' | 'contracts' | 'earlier'> => {
  const workStates = bundle.matching.workStates.filter((state) => state.vehicleId === vehicleId);
  const orders = bundle.matching.orders.filter(({ vehicleIds }) => vehicleIds.includes(vehicleId));
  const fixes = days
    .filter(({ machineCode }) => machineCode === machine.machineCode)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .flatMap((day) => day.fixes);
  const passes = matchFixes(index, fixes, { states: workStates, orders, isTarget }).sort(byKey);
  return { passes, evidence: takeEvidence(fixes), orders, workStates };
};

/** A machine's passes, and its reports made from these again, each by the settings that it was made with. */
const remade = (
  read: ReadBundle,
  machine: BundledMachine,
  roads: Roads,
): { passes: readonly Pass[]; reportOf(stored: DailyReport): DailyReport | undefined } => {
  const { vehicleId, contractorCode } = machine;
  const parts = { vehicleId, contractorCode, machine: machine.machine, ...matched(read, machine, roads) };
  const input = { ...parts, roads: roads.roads, contracts: contractsOf(read.bundle), earlier: null };
  const made = new Map<string, readonly DailyReport[]>();
  const reportOf = ({ reportNo, settings }: DailyReport): DailyReport | undefined => {
    const key = canonicalJson(settings);
    const reports = made.get(key) ?? makeReports(input, settings).reports;
    made.set(key, reports);
    return reports.find((report) => report.reportNo === reportNo);
  };
  return { passes: input.passes, reportOf };
};

/** What of a report is compared. */
type MadeAgain = Pick<DailyReport, 'passesHash' | 'dispatches'>;

const keyOf = (pass: Pass): string =>
  [pass.enteredAt, pass.leftAt, pass.segment, pass.direction, pass.coveredCm, pass.workKind].join(' ');

const checkPasses = ({ reportNo, passes }: DailyReport, matched: ReadonlySet<string>): BundleFault[] => {
  const lost = passes.find((pass) => !matched.has(keyOf(pass)));
  if (lost === undefined) return [];
  const time = printLocalTime(lost.enteredAt);
  return [
    bundleFault(
      'pass_differs',
      `日報「${reportNo}」の ${time} の通過(区間 ${lost.segment})は、測位から再現できません。`,
      `Report "${reportNo}": the pass of segment ${lost.segment} at ${time} does not come from the fixes.`,
    ),
  ];
};

const spansOf = ({ dispatches }: Pick<DailyReport, 'dispatches'>) =>
  dispatches.map(({ dispatchNo, spans }) => ({ dispatchNo, spans }));

const checkSpans = (report: DailyReport, again: MadeAgain): BundleFault[] => {
  const difference = firstDifference(spansOf(report), spansOf(again));
  if (difference === null) return [];
  const { path, settled, recomputed } = difference;
  const words = [JSON.stringify(settled), JSON.stringify(recomputed)];
  return [
    bundleFault(
      'report_differs',
      `日報「${report.reportNo}」の出動${path} は ${words[0]}、測位から作り直すと ${words[1]} です。`,
      `Report "${report.reportNo}": dispatches${path} is ${words[0]}, and ${words[1]} made again from the fixes.`,
    ),
  ];
};

const otherPasses = ({ reportNo, passes }: DailyReport): BundleFault =>
  bundleFault(
    'pass_differs',
    `日報「${reportNo}」の通過記録 ${passes.length} 件は、測位から作り直したものと異なります。`,
    `Report "${reportNo}": its ${passes.length} passes are not those that the fixes give.`,
  );

const machineMissing = ({ reportNo, machineCode }: DailyReport): BundleFault =>
  bundleFault(
    'report_differs',
    `日報「${reportNo}」の機械「${machineCode}」の測位の情報がないため、作り直せません。`,
    `Report "${reportNo}" cannot be made again: nothing is there of its machine "${machineCode}".`,
  );

/** Where the fixes say nothing. */
const NOTHING: MadeAgain = { passesHash: passesHash([]), dispatches: [] };

/** Did somebody decide to pay the report although it would be just this when made again? */
const isPaidAllTheSame = ({ audits }: SettlementBundle, report: DailyReport, again: MadeAgain): boolean => {
  const id = changedAuditId(report, workHash(again));
  return audits.some(({ finding, decision }) => finding.id === id && decision?.decision === 'pay');
};

/** What checking the reports came to. */
export interface CheckedReports {
  readonly faults: readonly BundleFault[];
  /** Numbers of reports that somebody decided to pay as approved, although what came later changed their work. */
  readonly paidAlthoughChanged: readonly string[];
}

const checkReport = (
  { bundle }: ReadBundle,
  report: DailyReport,
  { again, matched }: { readonly again: MadeAgain; readonly matched: ReadonlySet<string> },
): CheckedReports => {
  const { passes, dispatches } = report;
  if (workHash({ passesHash: passesHash(passes), dispatches }) === workHash(again))
    return { faults: [], paidAlthoughChanged: [] };
  if (isPaidAllTheSame(bundle, report, again)) return { faults: [], paidAlthoughChanged: [report.reportNo] };
  const faults = [...checkPasses(report, matched), ...checkSpans(report, again)];
  return { faults: faults.length > 0 ? faults : [otherPasses(report)], paidAlthoughChanged: [] };
};

const checkMachine = (
  read: ReadBundle,
  machineCode: string,
  { reports, roads }: { readonly reports: readonly DailyReport[]; readonly roads: Roads },
): CheckedReports[] => {
  const machine = read.bundle.matching.machines.find((each) => each.machine.machineCode === machineCode);
  if (machine === undefined)
    return reports.map((report) => ({ faults: [machineMissing(report)], paidAlthoughChanged: [] }));
  const { passes, reportOf } = remade(read, machine, roads);
  const matched = new Set(passes.map(keyOf));
  const context = { calendar: read.bundle.contract.calendar, roads: roads.roads };
  return reports.map((report) => {
    const fresh = reportOf(report);
    const again = fresh === undefined ? NOTHING : withCorrections(fresh, report, context);
    const { faults, paidAlthoughChanged } = checkReport(read, report, { again, matched });
    return { faults: [...faults, ...checkReportFacts(report, read.bundle, context)], paidAlthoughChanged };
  });
};

/** Was the network, and the matcher, the one that the passes were made with? */
const checkMatching = ({ bundle: { matching }, network }: ReadBundle): BundleFault[] => {
  if (network.hash !== matching.networkHash)
    return [
      bundleFault(
        'network_differs',
        `道路網 ${network.hash} は、通過記録を作ったもの(${matching.networkHash})ではありません。`,
        `The road network ${network.hash} is not the one that the passes were made on (${matching.networkHash}).`,
      ),
    ];
  if (matching.matcherVersion === MATCHER_VERSION) return [];
  return [
    bundleFault(
      'matcher_differs',
      `通過記録は照合の第 ${matching.matcherVersion} 版によるもので、このプログラムは第 ${MATCHER_VERSION} 版です。合う版で検証してください。`,
      `The passes were made by matcher version ${matching.matcherVersion}, this program has ${MATCHER_VERSION}: verify with the one that fits.`,
    ),
  ];
};

/** Matches every machine's fixes again on the bundled network and makes its reports again, corrections included. */
export const checkReports = (read: ReadBundle): CheckedReports => {
  const unfit = checkMatching(read);
  if (unfit.length > 0) return { faults: unfit, paidAlthoughChanged: [] };
  const roads = roadsOf(read);
  const checked = [...groupBy(read.bundle.reports, ({ machineCode }) => machineCode)].flatMap(
    ([machineCode, reports]) => checkMachine(read, machineCode, { reports, roads }),
  );
  return {
    faults: checked.flatMap(({ faults }) => faults),
    paidAlthoughChanged: checked.flatMap(({ paidAlthoughChanged }) => paidAlthoughChanged).sort(),
  };
};
