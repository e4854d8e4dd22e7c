import {
  type Contract,
  type Settlement,
  type SettlementLine,
  STANDBY_AMOUNT_JA,
  type StandbyLine,
  type StandbySource,
} from '#domain';
import type { ReportHead } from '#store';
import type { SettlementDetail, OwnerPart as WireOwnerPart } from '#wire';
import { PaperNames } from '../report/paper-names.js';

type WireLine = SettlementDetail['lines'][number];
type WireStandby = SettlementDetail['standby'][number];

const distinct = (reportNos: readonly string[]): string[] => [...new Set(reportNos)];

const wireOwners = (
  owners: readonly { readonly ownerCode: string; readonly yen: number }[],
  names: PaperNames,
): WireOwnerPart[] => owners.map(({ ownerCode, yen }) => ({ owner: names.authority(ownerCode), yen }));

/** A line with the reports that it is made from. */
export const wireLine = (
  line: SettlementLine,
  { names, contract }: { readonly names: PaperNames; readonly contract: Contract | undefined },
): WireLine => ({
  lineNo: line.lineNo,
  machine: names.machine(line.machineCode),
  businessDate: line.businessDate,
  reportNos: distinct(line.evidence.map(({ reportNo }) => reportNo)),
  routeName: names.route(line.routeCode),
  workType: line.workType ?? contract?.prices.find(({ id }) => id === line.priceId)?.workType ?? null,
  timeBand: PaperNames.timeBand(contract, line.timeBand),
  dayType: line.dayType,
  rawS: line.rawS,
  topUpS: line.topUpS,
  billedS: line.billedS,
  yenPerHour: line.yenPerHour,
  yen: line.yen,
  owners: wireOwners(line.owners, names),
});

/** A standby line with the reports, or the lines, that it was computed from. */
export const wireStandby = (
  { kind, policy, machineCode, seconds, yenPerHour, yen, owners }: StandbyLine,
  { spans, settled }: StandbySource,
  names: PaperNames,
): WireStandby => ({
  policy,
  kind: STANDBY_AMOUNT_JA[kind],
  machine: names.machine(machineCode),
  seconds,
  yenPerHour,
  yen,
  owners: wireOwners(owners, names),
  reportNos: distinct(spans.map(({ reportNo }) => reportNo)),
  from: settled.map(({ month, lineNos, standbyNos }) => ({
    period: month ?? 'season',
    lineNos: [...lineNos],
    standbyNos: [...standbyNos],
  })),
});

/** The reports of a settlement, as links need them. */
export const wireReports = (
  { reports }: Settlement,
  heads: readonly ReportHead[],
  names: PaperNames,
): SettlementDetail['reports'] => {
  const known = new Map(heads.map((head) => [head.reportNo, head]));
  return reports.flatMap(({ reportNo, revision }) => {
    const head = known.get(reportNo);
    return head === undefined
      ? []
      : [{ reportNo, revision, businessDate: head.businessDate, machine: names.machine(head.machineCode) }];
  });
};
