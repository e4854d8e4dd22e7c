import type { DayType } from '../calendar/day-type.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { MachineClass } from '../contract/machine-class.js';
import type { OrderKind } from '../events.js';
import type { WorkType } from '../fix/fix.js';
import type { AuthorityKind } from '../network/road-network.js';
import type { Pass } from '../pass/pass.js';
import type { RoadWords } from './report-roads.js';
import type { ReportSettings } from './report-settings.js';
import type { BillableReport, SpannedDispatch } from './report-span.js';
import type { ReportStep } from './report-step.js';
import type { SectionEnds } from './section-ends.js';
import type { TrackEvidence } from './track-evidence.js';

/** 出動区分: the kind of order, else what the dispatch was. */
export const DISPATCH_KINDS = [
  'city_order',
  'self_dispatch',
  'support_order',
  'standby_order',
  'patrol',
] as const;
export type DispatchKind = (typeof DISPATCH_KINDS)[number];

/** The order behind a dispatch: 出動指示時刻・指示者・手段. */
export interface ReportOrder {
  readonly id: number;
  readonly kind: OrderKind;
  readonly orderedAt: number;
  readonly orderedBy: string | null;
  readonly orderChannel: string | null;
}

/** 区間: the lowest and highest segment worked, which are numbered along the road, and the roads that cross there. */
export interface ReportSection extends SectionEnds {
  readonly fromSegment: number;
  readonly toSegment: number;
}

/**
 * One printed line: the work of one type on one route (or, off all routes, one owner's roads) in one time band. `timeBand`
 * and `dayType` are null where no contract says what the bands are.
 */
export interface ReportLine extends RoadWords {
  readonly ownerCode: string | null;
  readonly routeCode: string | null;
  readonly workZoneCode: string | null;
  /** 区間; null without passes. */
  readonly section: ReportSection | null;
  readonly workType: WorkType;
  readonly timeBand: string | null;
  readonly dayType: DayType | null;
  readonly seconds: number;
  /** Directed metres worked for the first time, in cm, and what of them was plowed. */
  readonly coveredCm: number;
  readonly clearedCm: number;
}

export interface ReportDispatch extends SpannedDispatch {
  readonly dispatchKind: DispatchKind;
  readonly order: ReportOrder | null;
  /** 出庫・帰庫; null where the machine only stood by. */
  readonly leftDepotAt: number | null;
  readonly returnedAt: number | null;
  /** First and last second of work under this report's contract; null where there was none. */
  readonly workStartedAt: number | null;
  readonly workEndedAt: number | null;
  readonly lines: readonly ReportLine[];
}

/** Whole seconds by activity, of this report's spans. */
export interface ReportTotals {
  readonly workS: number;
  readonly deadheadS: number;
  readonly standbyS: number;
  readonly breakS: number;
  readonly downtimeS: number;
  readonly unrecordedS: number;
  /** Seconds of work by code of time band. */
  readonly timeBandS: Readonly<Record<string, number>>;
  readonly coveredCm: number;
  readonly clearedCm: number;
  /** Driven within the report's spans, as the fixes have it. */
  readonly distanceM: number;
}

/** 国・県・市: work by owner of the road. `kind` is null for an owner that the register does not know. */
export interface AuthorityShare {
  readonly ownerCode: string | null;
  readonly kind: AuthorityKind | null;
  readonly workS: number;
  readonly clearedCm: number;
}

/** What a person or a sensor adds; null or empty where nobody did. */
export interface ReportEntries {
  readonly operator: string | null;
  readonly assistant: string | null;
  readonly snowDepthCm: number | null;
  /** 新雪: fallen from 18:00 before the work until its end. */
  readonly newSnowCm: number | null;
  readonly airTempC: number | null;
  readonly roadCondition: string | null;
  readonly weather: string | null;
  /** 散布剤・散布量. */
  readonly agentType: string | null;
  readonly agentKg: number | null;
  /** 運搬台数・雪捨場. */
  readonly haulTrips: number | null;
  readonly dumpSiteId: string | null;
  readonly photos: readonly { readonly id: string; readonly moment: 'before' | 'during' | 'after' }[];
  readonly incidents: readonly string[];
  readonly remarks: string;
}

export const NO_ENTRIES: ReportEntries = {
  operator: null,
  assistant: null,
  snowDepthCm: null,
  newSnowCm: null,
  airTempC: null,
  roadCondition: null,
  weather: null,
  agentType: null,
  agentKg: null,
  haulTrips: null,
  dumpSiteId: null,
  photos: [],
  incidents: [],
  remarks: '',
};

export interface ReportMachine extends MachineClass {
  readonly machineCode: string;
  readonly plateNo: string;
}

/**
 * 除雪作業日報: what one machine did on one business date under one contract (domain.md §1.2). A night on the roads of two
 * clients makes two reports, so that each client sees, checks and approves its own.
 */
export interface DailyReport extends BillableReport {
  readonly clientCode: string | null;
  readonly clientOffice: string | null;
  readonly supervisor: string | null;
  readonly contractorCode: string | null;
  readonly contractVersion: number | null;
  readonly machine: ReportMachine;
  readonly dispatches: readonly ReportDispatch[];
  /** Work of the same machine and date that no contract pays for: shown apart, never billed. */
  readonly outside: readonly ReportLine[];
  readonly totals: ReportTotals;
  /** Seconds of work as the fixes and passes alone have it, before any correction. */
  readonly recordedWorkS: number;
  readonly authorities: readonly AuthorityShare[];
  readonly entries: ReportEntries;
  /** The passes that the spans point to. */
  readonly passes: readonly Pass[];
  /** SHA-256 over those passes (`passesHash`): an approval names it, so that a late fix cannot slip in. */
  readonly passesHash: string;
  readonly evidence: TrackEvidence;
  /** What it was made with: whoever makes it again takes the same. */
  readonly settings: ReportSettings;
  /** Every step since the first draft, over all revisions: who, when, what, why, before and after. */
  readonly history: readonly ReportStep[];
}

/** 日報番号, the same however often the report is made. */
export const reportNoOf = (businessDate: LocalDate, machineCode: string, contractId: string | null): string =>
  [`N${businessDate.replaceAll('-', '')}`, machineCode, ...(contractId === null ? [] : [contractId])].join(
    '-',
  );
