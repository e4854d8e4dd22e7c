/** JSON of daily reports. Instants are ISO 8601 with +09:00, dates `YYYY-MM-DD`, seconds and metres whole. */

export type ReportState = 'draft' | 'submitted' | 'checked' | 'approved' | 'settled' | 'returned';
export type Activity = 'work' | 'deadhead' | 'standby' | 'break' | 'downtime' | 'unrecorded';

/** Code and name of a machine, contractor or authority. */
export interface Named {
  code: string;
  name: string;
}

/** Rules of the consistency check and of the audits before payment. */
export type FindingRule =
  | 'twin_devices'
  | 'overlapping_plates'
  | 'reported_over_gps'
  | 'long_standstill'
  | 'gps_gap'
  | 'impossible_speed'
  | 'mock_location'
  | 'standby_without_end'
  | 'changed_after_approval'
  | 'double_billing'
  | 'hours_without_progress'
  | 'machine_without_gps'
  | 'revision_after_approval';

/** What a client decided on a finding: to pay all the same, or to withhold some of its reports. */
export interface FindingDecision {
  decision: 'pay' | 'withhold';
  withheldReportNos: string[];
  reason: string;
  by: string;
  at: string;
}

/** A finding of the consistency rules or of an audit, as the reader may know it. */
export interface ReportFinding {
  id: string;
  rule: FindingRule;
  ja: string;
  en: string;
  blocks: boolean;
  startAt: string;
  endAt: string;
  reportNos: string[];
  /** What the report's client decided. */
  decision: FindingDecision | null;
}

/** A row of the list. */
export interface ReportRow {
  reportNo: string;
  businessDate: string;
  machine: Named;
  contractor: Named | null;
  client: Named | null;
  /** Null: no contract pays for it. */
  contractId: string | null;
  state: ReportState;
  revision: number;
  /** Steps of its history: whoever acts on it says how many he has seen. */
  steps: number;
  startedAt: string | null;
  endedAt: string | null;
  workS: number;
  /** Late fixes changed the passes since it was submitted. */
  isChanged: boolean;
  findings: ReportFinding[];
}

export interface ReportLine {
  routeNo: string;
  routeName: string;
  routeClass: string;
  /** 区間 by the roads that cross at its ends, else by number; empty without passes. */
  section: string;
  owner: Named | null;
  workZone: Named | null;
  workType: string;
  timeBand: string | null;
  dayType: 'weekday' | 'saturday' | 'holiday' | null;
  seconds: number;
  coveredM: number;
  clearedM: number;
}

export interface ReportSpan {
  startAt: string;
  endAt: string;
  activity: Activity;
  workType: string | null;
  routeName: string;
}

export interface ReportDispatch {
  dispatchNo: number;
  kind: string;
  orderedAt: string | null;
  orderedBy: string | null;
  orderChannel: string | null;
  leftDepotAt: string | null;
  returnedAt: string | null;
  workStartedAt: string | null;
  workEndedAt: string | null;
  spans: ReportSpan[];
  lines: ReportLine[];
}

export interface ReportPhoto {
  id: string;
  moment: 'before' | 'during' | 'after';
}

export interface ReportEntries {
  operator: string | null;
  assistant: string | null;
  snowDepthCm: number | null;
  newSnowCm: number | null;
  airTempC: number | null;
  roadCondition: string | null;
  weather: string | null;
  agentType: string | null;
  agentKg: number | null;
  haulTrips: number | null;
  dumpSiteId: string | null;
  photos: ReportPhoto[];
  incidents: string[];
  remarks: string;
}

export interface ReportStep {
  action: string;
  at: string;
  by: string;
  role: string;
  revision: number;
  toState: ReportState;
  reason: string | null;
  /** A correction: what stood there before and after, as spans or entries. */
  before: ReportSpan[] | Partial<ReportEntries> | null;
  after: ReportSpan[] | Partial<ReportEntries> | null;
}

export interface ReportTotals {
  workS: number;
  deadheadS: number;
  standbyS: number;
  breakS: number;
  downtimeS: number;
  unrecordedS: number;
  /** By name of time band. */
  timeBandS: Record<string, number>;
  coveredM: number;
  clearedM: number;
  distanceM: number;
}

export interface ReportDetail extends ReportRow {
  contractTitle: string | null;
  clientOffice: string | null;
  supervisor: string | null;
  plateNo: string;
  machineType: string;
  machineSpec: string;
  ownership: 'client_lent' | 'contractor_owned';
  dispatches: ReportDispatch[];
  /** Work that no contract pays for. */
  outside: ReportLine[];
  totals: ReportTotals;
  /** Seconds of work as the fixes alone have it. */
  recordedWorkS: number;
  /** 国・県・市: work by owner of the road. */
  authorities: { kind: string | null; owner: Named | null; workS: number; clearedM: number }[];
  entries: ReportEntries;
  /** Set while the last dispatch may go on: until then whatever moves is added to it. */
  underWayUntil: string | null;
  history: ReportStep[];
  /** Findings of the audits before payment. */
  audits: ReportFinding[];
  /** SHA-256 over the passes that it was made from. */
  passesHash: string;
  passes: number;
  /** Codes of the devices whose fixes it rests on. */
  devices: string[];
  /** Hash chains of the fixes of its days; empty before the bundle of its settlement is written. */
  chains: { date: string; fixCount: number; head: string }[];
}

/** Where the machine was, by activity, and the roads around. */
export interface ReportTrack {
  /** `[west, south, east, north]`, degrees; null where the report has no passes. */
  bounds: [number, number, number, number] | null;
  lines: { activity: Activity; coords: [lng: number, lat: number][] }[];
  roads: { major: boolean; coords: [lng: number, lat: number][] }[];
}

/** What a step needs besides its action: how many steps were seen, and why. */
export interface StepRequest {
  seenSteps: number;
  reason?: string;
}

export type CorrectionRequest = StepRequest & {
  correction:
    | {
        kind: 'span';
        dispatchNo: number;
        startAt: string;
        endAt: string;
        activity: Activity;
        workType: string | null;
      }
    | { kind: 'entries'; entries: Partial<ReportEntries> };
};

/** What became of each report of a bulk approval. */
export interface BulkAnswer {
  approved: string[];
  refused: { reportNo: string; detail: string }[];
}

/** A row of a list: 0 where nothing undecided is found of it, else the higher the worse. */
export interface ListedReport extends ReportRow {
  severity: number;
}

/** A part of a list of reports. */
export interface ReportList {
  asOfAt: string;
  /** How many reports fit, and how many of them come before these rows. */
  total: number;
  offset: number;
  rows: ListedReport[];
}

/** Where a report stands after a step. */
export interface StepAnswer {
  reportNo: string;
  state: ReportState;
  revision: number;
  steps: number;
}
