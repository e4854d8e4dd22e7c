import {
  type BundledMachine,
  canonicalJson,
  type DailyReport,
  effectivePlan,
  firstDifference,
  isInPlan,
  makeReports,
  matchFixes,
  type Pass,
  printLocalTime,
  type ReportInput,
  type ReportRoads,
  reportRoads,
  SegmentIndex,
  takeEvidence,
  withCorrections,
  workZoneOfSegments,
} from '#domain';
import { type BundleFault, bundleFault } from './bundle-faults.js';
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

const spansOf = ({ dispatches }: DailyReport) =>
  dispatches.map(({ dispatchNo, spans }) => ({ dispatchNo, spans }));

const checkSpans = (
  report: DailyReport,
  fresh: DailyReport | undefined,
  { bundle, roads }: { bundle: ReadBundle['bundle']; roads: ReportRoads },
): BundleFault[] => {
  const context = { calendar: bundle.contract.calendar, roads };
  const again = fresh === undefined ? null : withCorrections(fresh, report, context);
  const difference = firstDifference(spansOf(report), again === null ? [] : spansOf(again));
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

/** Reports that somebody decided to pay although later fixes have changed their passes. */
export const paidAlthoughChanged = ({ audits }: ReadBundle['bundle']): Set<string> =>
  new Set(
    audits
      .filter(({ finding, decision }) => finding.code === 'changed_after_approval' && decision !== null)
      .flatMap(({ finding }) => finding.reportNos),
  );

/** Matches every machine's fixes again on the bundled network and makes its reports again, corrections included. */
export const checkReports = (read: ReadBundle): BundleFault[] => {
  const { bundle, network } = read;
  if (network.hash !== bundle.matching.networkHash)
    return [
      bundleFault(
        'network_differs',
        `道路網 ${network.hash} は、通過記録を作ったもの(${bundle.matching.networkHash})ではありません。`,
        `The road network ${network.hash} is not the one that the passes were made on (${bundle.matching.networkHash}).`,
      ),
    ];
  const roads = roadsOf(read);
  const known = paidAlthoughChanged(bundle);
  return bundle.matching.machines.flatMap((machine) => {
    const { passes, reportOf } = remade(read, machine, roads);
    const keys = new Set(passes.map(keyOf));
    return bundle.reports
      .filter(
        ({ machineCode, reportNo }) => machineCode === machine.machine.machineCode && !known.has(reportNo),
      )
      .flatMap((report) => [
        ...checkPasses(report, keys),
        ...checkSpans(report, reportOf(report), { bundle, roads: roads.roads }),
      ]);
  });
};
