import { sectionText } from '#documents';
import {
  type Change,
  type Contract,
  type DailyReport,
  decisionFor,
  type ReportLine,
  type ReportSpan,
  type ReportStep,
} from '#domain';
import type { ReportHead, StoredFinding } from '#store';
import {
  printInstant,
  type ReportDetail,
  type ReportFinding,
  type ReportRow,
  type ReportDispatch as WireDispatch,
  type ReportLine as WireLine,
  type ReportSpan as WireSpan,
  type ReportStep as WireStep,
} from '#wire';
import { PaperNames } from './paper-names.js';

const instantOrNull = (at: number | null): string | null => (at === null ? null : printInstant(at));
const metres = (cm: number): number => Math.round(cm / 100);

/** A finding, with what a client decided on it. */
export const wireFinding = (
  { finding, decisions }: StoredFinding,
  clientCode: string | null,
): ReportFinding => {
  const decision = decisionFor(decisions, clientCode);
  return {
    id: finding.id,
    rule: finding.code,
    ja: finding.ja,
    en: finding.en,
    blocks: !('blocks' in finding) || finding.blocks,
    startAt: 'startAt' in finding ? printInstant(finding.startAt) : '',
    endAt: 'endAt' in finding ? printInstant(finding.endAt) : '',
    reportNos: [...finding.reportNos],
    decision: decision && {
      decision: decision.decision,
      withheldReportNos: [...decision.withheldReportNos],
      reason: decision.reason,
      by: decision.by,
      at: printInstant(decision.at),
    },
  };
};

export const wireRow = (
  head: ReportHead,
  findings: readonly StoredFinding[],
  names: PaperNames,
): ReportRow => ({
  reportNo: head.reportNo,
  businessDate: head.businessDate,
  machine: names.machine(head.machineCode),
  contractor: names.contractor(head.contractorCode),
  client: names.authority(head.clientCode),
  contractId: head.contractId,
  state: head.state,
  revision: head.revision,
  steps: head.stepNo,
  startedAt: instantOrNull(head.startedAt),
  endedAt: instantOrNull(head.endedAt),
  workS: head.workS,
  isChanged: head.changedWork !== null,
  findings: findings
    .filter(({ finding }) => finding.reportNos.includes(head.reportNo))
    .map((found) => wireFinding(found, head.clientCode)),
});

const wireLine = (line: ReportLine, names: PaperNames, contract?: Contract): WireLine => ({
  routeNo: line.routeNo,
  routeName: line.routeName,
  routeClass: line.routeClass,
  section: sectionText(line),
  owner: names.authority(line.ownerCode),
  workZone: names.workZone(line.workZoneCode),
  workType: line.workType,
  timeBand: line.timeBand === null ? null : PaperNames.timeBand(contract, line.timeBand),
  dayType: line.dayType,
  seconds: line.seconds,
  coveredM: metres(line.coveredCm),
  clearedM: metres(line.clearedCm),
});

const wireSpan = (
  { startAt, endAt, activity, workType, routeCode }: ReportSpan,
  names: PaperNames,
): WireSpan => ({
  startAt: printInstant(startAt),
  endAt: printInstant(endAt),
  activity,
  workType,
  routeName: names.route(routeCode),
});

const wireChange = (side: Change['before'] | undefined, names: PaperNames): WireStep['before'] => {
  if (side === undefined) return null;
  if (!Array.isArray(side)) return side as WireStep['before'];
  return (side as ReportSpan[]).map((span) => wireSpan(span, names));
};

const wireStep = (step: ReportStep, names: PaperNames): WireStep => ({
  action: step.action,
  at: printInstant(step.at),
  by: step.by,
  role: step.role,
  revision: step.revision,
  toState: step.toState,
  reason: step.reason,
  before: wireChange(step.change?.before, names),
  after: wireChange(step.change?.after, names),
});

const wireDispatches = (report: DailyReport, names: PaperNames, contract?: Contract): WireDispatch[] =>
  report.dispatches.map((dispatch) => ({
    dispatchNo: dispatch.dispatchNo,
    kind: dispatch.dispatchKind,
    orderedAt: instantOrNull(dispatch.order?.orderedAt ?? null),
    orderedBy: dispatch.order?.orderedBy ?? null,
    orderChannel: dispatch.order?.orderChannel ?? null,
    leftDepotAt: instantOrNull(dispatch.leftDepotAt),
    returnedAt: instantOrNull(dispatch.returnedAt),
    workStartedAt: instantOrNull(dispatch.workStartedAt),
    workEndedAt: instantOrNull(dispatch.workEndedAt),
    spans: dispatch.spans.map((span) => wireSpan(span, names)),
    lines: dispatch.lines.map((line) => wireLine(line, names, contract)),
  }));

const wireTotals = ({ totals }: DailyReport, contract?: Contract): ReportDetail['totals'] => {
  const { coveredCm, clearedCm, timeBandS, ...seconds } = totals;
  const named = Object.entries(timeBandS).map(([code, s]) => [PaperNames.timeBand(contract, code), s]);
  return {
    ...seconds,
    timeBandS: Object.fromEntries(named),
    coveredM: metres(coveredCm),
    clearedM: metres(clearedCm),
  };
};

/** The whole report for a page, but for its passes, and what is kept beside it. */
export const wireDetail = (
  row: ReportRow,
  report: DailyReport,
  names: PaperNames,
  contract: Contract | undefined,
): Omit<ReportDetail, 'audits' | 'devices' | 'chains' | 'underWayUntil'> => ({
  ...row,
  contractTitle: contract?.title ?? null,
  clientOffice: report.clientOffice,
  supervisor: report.supervisor,
  plateNo: report.machine.plateNo,
  machineType: report.machine.machineType,
  machineSpec: report.machine.machineSpec,
  ownership: report.machine.ownership,
  dispatches: wireDispatches(report, names, contract),
  outside: report.outside.map((line) => wireLine(line, names)),
  totals: wireTotals(report, contract),
  recordedWorkS: report.recordedWorkS,
  authorities: report.authorities.map(({ ownerCode, kind, workS, clearedCm }) => ({
    kind,
    owner: names.authority(ownerCode),
    workS,
    clearedM: metres(clearedCm),
  })),
  entries: {
    ...report.entries,
    photos: [...report.entries.photos],
    incidents: [...report.entries.incidents],
  },
  history: report.history.map((step) => wireStep(step, names)),
  passesHash: report.passesHash,
  passes: report.passes.length,
});
