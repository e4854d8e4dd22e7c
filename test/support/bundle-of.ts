import type { BundleContents } from '#bundle';
import {
  type Actor,
  advanceReport,
  type BundledMachine,
  type Contract,
  chainFixes,
  type DailyReport,
  type DispatchOrder,
  effectivePlan,
  evidenceOfLines,
  evidenceOfStandby,
  type Fix,
  groupBy,
  type InvoiceIssuer,
  type InvoiceRecipient,
  isInPlan,
  localDateOf,
  MATCHER_VERSION,
  makeInvoice,
  makeReports,
  matchFixes,
  REPORT_SETTINGS,
  type Register,
  type ReportSettings,
  type RoadNetwork,
  reportRoads,
  SegmentIndex,
  settleMonth,
  takeEvidence,
  type WorkState,
  workZoneOfSegments,
} from '#domain';

type NightMachine = Omit<BundledMachine, 'fromDate' | 'toDate'> & { readonly fixes: readonly Fix[] };

/** A contract's month with one night in it: all that its bundle is made from. */
export interface BundledNight {
  readonly network: RoadNetwork;
  readonly register: Pick<Register, 'authorities' | 'routes'>;
  readonly machines: readonly NightMachine[];
  readonly orders: readonly DispatchOrder[];
  readonly workStates: readonly WorkState[];
  readonly contract: Contract;
  readonly otherContracts: readonly Contract[];
  readonly month: string;
  readonly issuer: InvoiceIssuer;
  readonly recipient: InvoiceRecipient;
  readonly settings?: ReportSettings;
}

/** When the reports were approved and the invoice was issued: two days into the month after. */
const issuedOn = (month: string): string => {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 2)).toISOString().slice(0, 10);
};

const approved = (draft: DailyReport, at: number): DailyReport => {
  let report = draft;
  for (const [action, role] of [
    ['submit', 'contractor'],
    ['check', 'client'],
    ['approve', 'client'],
  ] as const) {
    const actor: Actor = { by: role, role, at, seenSteps: report.history.length };
    const advance = action === 'approve' ? { action, isChanged: false, findings: [] } : { action };
    report = advanceReport(report, advance, actor).report!;
  }
  return report;
};

const roadsOf = ({ network, register: { authorities, routes } }: BundledNight) => {
  const plan = effectivePlan(network, routes, {});
  const zoneOfSegment = workZoneOfSegments(network, []);
  return {
    roads: reportRoads({ network, plan, authorities, workZones: [], zoneOfSegment }),
    isTarget: (segment: number): boolean => isInPlan(plan, segment),
  };
};

/** The contract's reports of the night, made from the fixes and approved. */
const reportsOf = (night: BundledNight): DailyReport[] => {
  const { network, machines, orders, workStates, contract, otherContracts, settings } = night;
  const { roads, isTarget } = roadsOf(night);
  const index = new SegmentIndex(network);
  const contracts = [contract, ...otherContracts].sort((a, b) => (a.id < b.id ? -1 : 1));
  return machines.flatMap(({ fixes, ...machine }) => {
    const passes = matchFixes(index, fixes, { states: workStates, orders, isTarget });
    const evidence = takeEvidence(fixes);
    const input = { ...machine, passes, evidence, orders, workStates, roads, contracts, earlier: null };
    return makeReports(input, settings ?? REPORT_SETTINGS)
      .reports.filter(({ contractId }) => contractId === contract.id)
      .map((report) => approved(report, Date.parse(`${issuedOn(night.month)}T09:00:00+09:00`)));
  });
};

const daysOf = ({ machines }: BundledNight): BundleContents['days'] =>
  machines.flatMap(({ machine: { machineCode }, fixes }) =>
    [...groupBy(fixes, ({ fixAt }) => localDateOf(fixAt))].map(([date, ofDay]) => ({
      machineCode,
      date,
      fixes: ofDay,
    })),
  );

const settled = ({ contract, month }: BundledNight, reports: readonly DailyReport[]) => {
  const { settlement, faults } = settleMonth({ contract, month, reports, earlier: [] });
  if (settlement === null) throw new Error(faults[0].en);
  return settlement;
};

const matchingOf = (
  { network, register, machines, orders, workStates, otherContracts }: BundledNight,
  reports: readonly DailyReport[],
): BundleContents['bundle']['matching'] => {
  const dates = reports.map(({ businessDate }) => businessDate).sort();
  return {
    matcherVersion: MATCHER_VERSION,
    networkHash: network.hash,
    machines: machines.map(({ fixes: _, ...machine }) => ({
      ...machine,
      fromDate: dates[0],
      toDate: dates[dates.length - 1],
    })),
    ...{ orders, workStates, otherContracts, workZones: [] },
    authorities: register.authorities,
    routes: register.routes,
  };
};

/** All that goes into the bundle of a settled and invoiced night, made without a store. */
export const bundleOf = (night: BundledNight): BundleContents => {
  const { network, contract, month, issuer, recipient } = night;
  const reports = reportsOf(night);
  const settlement = settled(night, reports);
  const days = daysOf(night);
  const chains = days.map(({ machineCode, date, fixes }) => chainFixes(machineCode, date, fixes));
  const input = { contract, settlement, issuer, recipient, taxPercent: 10, issued: [] };
  const { invoice } = makeInvoice({ ...input, issuedOn: issuedOn(month) });
  const bundle: BundleContents['bundle'] = {
    ...{ settlement, contract, reports, earlier: [], chains, audits: [] },
    evidence: evidenceOfLines(settlement, reports, chains),
    standbyEvidence: evidenceOfStandby(settlement, { reports, earlier: [], chains }),
    invoices: invoice === null ? [] : [invoice],
    matching: matchingOf(night, reports),
  };
  return { bundle, network, days };
};
