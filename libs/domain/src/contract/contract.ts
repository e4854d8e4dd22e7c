import { type LocalDate, localDateOf } from '../calendar/local-date.js';
import type { PayCalendar } from '../calendar/split-span.js';
import type { RoundingMode } from '../money/rounding.js';
import type { StandbyPolicy } from '../standby/standby-policy.js';
import type { MachineClass } from './machine-class.js';
import type { PaymentTerms } from './payment-terms.js';
import type { Price } from './price-table.js';
import type { TimeRounding } from './time-rounding.js';

/** A machine that the contract pays for, and from when to when (null: the contract's own first or last day). */
export interface ContractMachine extends MachineClass {
  /** The vehicle's code in the register (機械番号). */
  readonly machineCode: string;
  readonly plateNo: string;
  /** Snow area by which base hours of standby differ, such as 海岸・平野・山間; null where the contract has none. */
  readonly snowArea: string | null;
  readonly fromDate: LocalDate | null;
  readonly toDate: LocalDate | null;
}

/** A road authority whose roads the contract covers. */
export interface ContractOwner {
  readonly authorityCode: string;
  /** Weight by which costs that no road caused (standby, guarantees) are shared among the owners; whole. */
  readonly standbyShare: number;
}

/**
 * 契約: what a client pays a contractor for. Everything that money depends on stands here; an amendment is a new version.
 * A contract that covers roads of several owners is settled as one and shared; owners with contracts of their own are
 * settled apart.
 */
export interface Contract {
  /** 契約番号. */
  readonly id: string;
  /** 1, 2, …: settlements say which version they were made with. */
  readonly version: number;
  /** 件名. */
  readonly title: string;
  /** 発注者: code of the authority that orders and pays. */
  readonly clientCode: string;
  /** 担当課 and 監督員. */
  readonly clientOffice: string;
  readonly supervisor: string;
  readonly contractorCode: string;
  /** First and last day, both included. */
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly owners: readonly ContractOwner[];
  /** Work zones and routes that it covers; where both lists are empty, every road of its owners. */
  readonly workZoneCodes: readonly string[];
  readonly routeCodes: readonly string[];
  readonly machines: readonly ContractMachine[];
  readonly calendar: PayCalendar;
  readonly prices: readonly Price[];
  readonly timeRounding: TimeRounding;
  /** How a fraction of a yen of a line is rounded; public tenders truncate (domain.md §2.5). */
  readonly amountRounding: RoundingMode;
  /** A dispatch with less billable time than this is paid as this much; 0 = no minimum. */
  readonly minimumPerDispatchMinutes: number;
  /** Are drives to, between and from the target roads paid like work? */
  readonly deadheadBillable: boolean;
  /** 待機補償. A contract without any says so by `none`. */
  readonly standby: readonly StandbyPolicy[];
  /** How a fraction of a yen of tax is rounded, once per invoice and rate. */
  readonly taxRounding: RoundingMode;
  /** Left out: `DEFAULT_PAYMENT_TERMS`. */
  readonly payment?: PaymentTerms;
}

/** Where a stretch of road stands in the register; null = not known, or in none. */
export interface RoadPlace {
  readonly ownerCode: string | null;
  readonly routeCode: string | null;
  readonly workZoneCode: string | null;
}

/** Does the contract cover this road? Only time on such roads is billable (Nagano Prefecture: domain.md §1.1). */
export const coversRoad = (contract: Contract, road: RoadPlace): boolean => {
  if (!contract.owners.some(({ authorityCode }) => authorityCode === road.ownerCode)) return false;
  const { workZoneCodes, routeCodes } = contract;
  if (workZoneCodes.length === 0 && routeCodes.length === 0) return true;
  const onRoute = road.routeCode !== null && routeCodes.includes(road.routeCode);
  return onRoute || (road.workZoneCode !== null && workZoneCodes.includes(road.workZoneCode));
};

/** The contract's entry for a machine on a day; null where it does not pay for that machine then. */
export const contractMachineOn = (
  contract: Contract,
  machineCode: string,
  date: LocalDate,
): ContractMachine | null => {
  if (date < contract.fromDate || date > contract.toDate) return null;
  const isOn = (machine: ContractMachine): boolean =>
    machine.machineCode === machineCode &&
    (machine.fromDate ?? contract.fromDate) <= date &&
    date <= (machine.toDate ?? contract.toDate);
  return contract.machines.find(isOn) ?? null;
};

/** The contract that pays for a machine's work on a road at an instant: the first that does, null where none. */
export const contractFor = (
  contracts: readonly Contract[],
  machineCode: string,
  road: RoadPlace,
  at: number,
): Contract | null => {
  const date = localDateOf(at);
  return (
    contracts.find(
      (contract) => coversRoad(contract, road) && contractMachineOn(contract, machineCode, date) !== null,
    ) ?? null
  );
};
