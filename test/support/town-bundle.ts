import type { BundleContents } from '#bundle';
import {
  advanceReport,
  type Contract,
  chainFixes,
  type DailyReport,
  effectivePlan,
  evidenceOfLines,
  evidenceOfStandby,
  type Fix,
  groupBy,
  isInPlan,
  localDateOf,
  MATCHER_VERSION,
  makeInvoice,
  makeReports,
  matchFixes,
  NO_WORK_HISTORY,
  REPORT_SETTINGS,
  type Register,
  type ReportSettings,
  reportRoads,
  SegmentIndex,
  settleMonth,
  takeEvidence,
  workZoneOfSegments,
} from '#domain';
import { cityContracts, simulateStorm, smallTown } from '#fixtures';
import { fixesOf } from './storm-steps.js';

/** A small town's night as a bundle, made without a store: two machines of one contractor, settled and invoiced. */

const START_AT = Date.parse('2026-01-24T23:20:00+09:00');
const MONTH = '2026-01';
const AT = Date.parse('2026-02-02T09:00:00+09:00');
const MACHINES = ['T-1', 'T-2'];

const town = smallTown();
const register: Register = {
  ...town.register,
  authorities: [{ code: 'shi', name: '市', kind: 'city' }],
  contractors: [{ code: 'C01', name: '六花建設(架空)' }],
  routes: town.register.routes.map((route) => ({ ...route, authorityCode: 'shi' })),
  vehicles: town.register.vehicles.map((vehicle) => ({
    ...vehicle,
    contractorCode: 'C01',
    authorityCode: 'shi',
    machineSpec: '11t級',
  })),
};
const book = cityContracts(register, '2026-01-24');
const [contract] = book.contracts;
const idOf = (code: string): number => register.vehicles.findIndex((vehicle) => vehicle.code === code) + 1;

const storm = simulateStorm(
  { ...town, machines: town.machines.filter(({ vehicleCode }) => MACHINES.includes(vehicleCode)) },
  { seed: 3, hours: 1, startAt: START_AT },
);
const ids = new Map(register.vehicles.map(({ code }) => [code, idOf(code)]));
const byTime = (a: Fix, b: Fix): number => a.fixAt - b.fixAt;
const fixesOfMachine = (code: string): Fix[] =>
  fixesOf({ uploads: storm.uploads.filter(({ vehicleCode }) => vehicleCode === code) }, ids).sort(byTime);

const plan = effectivePlan(town.network, register.routes, {});
const roads = reportRoads({
  network: town.network,
  plan,
  authorities: register.authorities,
  workZones: [],
  zoneOfSegment: workZoneOfSegments(town.network, []),
});
const index = new SegmentIndex(town.network);

const machineOf = (code: string) => {
  const { machineType, machineSpec, ownership, plateNo } = register.vehicles[idOf(code) - 1];
  return { machineCode: code, machineType, machineSpec, ownership, plateNo };
};

const approved = (draft: DailyReport): DailyReport => {
  let report = draft;
  for (const [action, role] of [
    ['submit', 'contractor'],
    ['check', 'client'],
  ] as const)
    report = advanceReport(report, { action }, { by: role, role, at: AT, seenSteps: report.history.length })
      .report!;
  return advanceReport(
    report,
    { action: 'approve', isChanged: false, findings: [] },
    { by: '監督員', role: 'client', at: AT, seenSteps: report.history.length },
  ).report!;
};

/** The inputs say what was plowed, so that no order or button is needed. */
const reportsOf = (code: string, settings: ReportSettings): DailyReport[] => {
  const fixes = fixesOfMachine(code);
  const isTarget = (segment: number): boolean => isInPlan(plan, segment);
  const passes = matchFixes(index, fixes, { ...NO_WORK_HISTORY, isTarget });
  const input = {
    ...{ vehicleId: idOf(code), machine: machineOf(code), contractorCode: 'C01', passes, roads },
    ...{ evidence: takeEvidence(fixes), orders: [], workStates: [], contracts: [contract], earlier: null },
  };
  return makeReports(input, settings).reports.filter(({ contractId }) => contractId !== null);
};

/** All that goes into the bundle of the town's night. */
export const townBundle = (settings: ReportSettings = REPORT_SETTINGS): BundleContents => {
  const reports = MACHINES.flatMap((code) => reportsOf(code, settings)).map(approved);
  const { settlement, faults } = settleMonth({ contract, month: MONTH, reports, earlier: [] });
  if (settlement === null) throw new Error(faults[0].en);
  const days = MACHINES.flatMap((machineCode) =>
    [...groupBy(fixesOfMachine(machineCode), ({ fixAt }) => localDateOf(fixAt))].map(([date, fixes]) => ({
      machineCode,
      date,
      fixes,
    })),
  );
  const chains = days.map(({ machineCode, date, fixes }) => chainFixes(machineCode, date, fixes));
  const { invoice } = makeInvoice({
    ...{ contract, settlement, issuer: book.issuers[0], issuedOn: '2026-02-02', taxPercent: 10, issued: [] },
    recipient: book.recipients.find(({ clientCode }) => clientCode === 'shi')!,
  });
  const dates = reports.map(({ businessDate }) => businessDate).sort();
  const bundle: BundleContents['bundle'] = {
    ...{ settlement, contract: contract as Contract, reports, earlier: [], chains, audits: [] },
    evidence: evidenceOfLines(settlement, reports, chains),
    standbyEvidence: evidenceOfStandby(settlement, { reports, earlier: [], chains }),
    invoices: invoice === null ? [] : [invoice],
    matching: {
      matcherVersion: MATCHER_VERSION,
      networkHash: town.network.hash,
      machines: MACHINES.map((code) => ({
        ...{ vehicleId: idOf(code), machine: machineOf(code), contractorCode: 'C01' },
        ...{ fromDate: dates[0], toDate: dates[dates.length - 1] },
      })),
      ...{ workStates: [], orders: [], workZones: [], otherContracts: [] },
      ...{ authorities: register.authorities, routes: register.routes },
    },
  };
  return { bundle, network: town.network, days };
};
