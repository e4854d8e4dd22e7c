import type { DayType } from '../calendar/day-type.js';
import type { LocalDate, YearMonth } from '../calendar/local-date.js';
import type { MachineClass } from '../contract/machine-class.js';
import type { WorkType } from '../fix/fix.js';
import type { StandbyAmount } from '../standby/standby-facts.js';
import type { StandbyPolicy } from '../standby/standby-policy.js';

/** Version of the rules of this room; a settlement says which one made it. */
export const SETTLEMENT_RULES_VERSION = 2;

/** One owner's part. The parts of a line add up to the line, in billed seconds and in yen. */
export interface OwnerPart {
  readonly ownerCode: string;
  /** Seconds before rounding, what the minimum per dispatch adds included. */
  readonly unroundedS: number;
  readonly billedS: number;
  readonly yen: number;
}

/** Seconds of one span of a report that a line is made from. */
export interface SpanEvidence {
  readonly reportNo: string;
  readonly revision: number;
  readonly dispatchNo: number;
  /** Index in the dispatch's spans. */
  readonly span: number;
  readonly seconds: number;
}

/**
 * One rounding of time at one price. `reportNo`, `dispatchNo`, `routeCode` and `workType` are set as far as the contract's
 * scope of rounding goes, else null; so is `businessDate` by month.
 */
export interface SettlementLine extends MachineClass {
  readonly lineNo: number;
  readonly machineCode: string;
  readonly businessDate: LocalDate | null;
  readonly reportNo: string | null;
  readonly dispatchNo: number | null;
  readonly routeCode: string | null;
  readonly workType: WorkType | null;
  readonly priceId: string;
  readonly timeBand: string;
  readonly dayType: DayType;
  readonly yenPerHour: number;
  /** Seconds of the spans, then what the minimum per dispatch adds, then both rounded once. */
  readonly rawS: number;
  readonly topUpS: number;
  readonly billedS: number;
  /** Without tax. */
  readonly yen: number;
  readonly owners: readonly OwnerPart[];
  readonly evidence: readonly SpanEvidence[];
}

/** An amount of a standby policy, shared among the owners. */
export interface StandbyLine extends StandbyAmount {
  readonly policy: StandbyPolicy['kind'];
  readonly owners: readonly { readonly ownerCode: string; readonly yen: number }[];
}

export interface OwnerTotal {
  readonly ownerCode: string;
  readonly workYen: number;
  readonly standbyYen: number;
  readonly totalYen: number;
}

/** 精算: what a contract pays for one month, or at its season's end. Yen without tax; the invoice adds that once. */
export interface Settlement {
  readonly contractId: string;
  readonly contractVersion: number;
  readonly rulesVersion: number;
  /** The month; null for the run at the season's end. */
  readonly month: YearMonth | null;
  /** Revisions of the reports it was made from, in order of number. */
  readonly reports: readonly { readonly reportNo: string; readonly revision: number }[];
  readonly lines: readonly SettlementLine[];
  readonly standby: readonly StandbyLine[];
  readonly owners: readonly OwnerTotal[];
  readonly rawS: number;
  readonly billedS: number;
  readonly workYen: number;
  readonly standbyYen: number;
  /** Below 0 where a season's advances were more than was due. */
  readonly totalYen: number;
}
