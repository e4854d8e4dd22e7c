import type { Named, ReportFinding } from './report.js';

/** JSON of settlements and invoices. Yen whole and without tax where not said; dates `YYYY-MM-DD`. */

export interface ContractRow {
  id: string;
  version: number;
  title: string;
  client: Named | null;
  contractor: Named | null;
  fromDate: string;
  toDate: string;
  machines: number;
}

export interface SettlementRow {
  contractId: string;
  title: string;
  /** A month `2027-01`, or `season`. */
  period: string;
  version: number;
  client: Named | null;
  contractor: Named | null;
  billedS: number;
  workYen: number;
  standbyYen: number;
  totalYen: number;
  settledAt: string;
  /** False while its period goes on: it is settled so far, and cannot be released. */
  isOver: boolean;
  /** Null while it waits for decisions. */
  releasedAt: string | null;
  /** Audits that nobody decided. */
  openAudits: number;
  /** The invoice that stands for it. */
  invoiceNo: string | null;
}

/** What of an amount falls on an owner's roads. */
export interface OwnerPart {
  owner: Named | null;
  yen: number;
}

export interface SettlementLine {
  lineNo: number;
  machine: Named;
  businessDate: string | null;
  /** The reports that it is made from. */
  reportNos: string[];
  /** Where lines are rounded by route, and where it or its price is for one type of work; empty and null else. */
  routeName: string;
  workType: string | null;
  timeBand: string;
  dayType: string;
  rawS: number;
  topUpS: number;
  billedS: number;
  yenPerHour: number;
  yen: number;
  owners: OwnerPart[];
}

/** An amount of a standby policy, with what it was computed from besides the contract. */
export interface StandbyLine {
  policy: string;
  /** On paper: 待機料, 最低保証, … */
  kind: string;
  machine: Named;
  seconds: number | null;
  yenPerHour: number | null;
  yen: number;
  owners: OwnerPart[];
  /** Reports with the waiting that it pays. */
  reportNos: string[];
  /** Lines, and standby lines, of this settlement or earlier ones. */
  from: { period: string; lineNos: number[]; standbyNos: number[] }[];
}

/** A report of the period that is not paid with it, and why. */
export interface LeftOutReport {
  reportNo: string;
  ja: string;
  en: string;
}

/** 検証用一式 of a released settlement, which is written after the release. */
export interface BundleState {
  /** Null while it is not written. */
  kept: { rootHash: string; bytes: number; writtenAt: string } | null;
  /** Why it could not be written yet; null while nothing keeps it. */
  trouble: string | null;
}

export interface SettlementDetail extends SettlementRow {
  /** Versions of the contract and of the rules that it was made with. */
  contractVersion: number;
  rulesVersion: number;
  reports: { reportNo: string; revision: number; businessDate: string; machine: Named }[];
  lines: SettlementLine[];
  standby: StandbyLine[];
  owners: { owner: Named | null; workYen: number; standbyYen: number; totalYen: number }[];
  rawS: number;
  audits: ReportFinding[];
  /** Reports of the period that are not in it, as they stand now. */
  leftOut: LeftOutReport[];
  /** The first date on which it can be released: that after its period. */
  payableFrom: string;
  /** Null before the release. */
  bundle: BundleState | null;
}

/** How a run over contracts goes. */
export interface SettlementRun {
  id: number;
  period: string;
  startedAt: string;
  by: string;
  /** Machines whose reports of the month are made so far; null while contracts are settled. */
  making: { done: number; total: number } | null;
  /** Contracts. */
  total: number;
  done: number;
  isOver: boolean;
  outcomes: {
    contractId: string;
    title: string;
    /** Null where it was refused. */
    totalYen: number | null;
    version: number | null;
    leftOut: LeftOutReport[];
    /** Why it was refused. */
    detail: string | null;
  }[];
}

export interface InvoiceRow {
  invoiceNo: string;
  contractId: string;
  contractTitle: string;
  period: string;
  issuedOn: string;
  issuer: string;
  addressee: string;
  netYen: number;
  taxYen: number;
  totalYen: number;
  isQualified: boolean;
  registrationNo: string | null;
  replaces: { invoiceNo: string; reason: string } | null;
  replacedBy: string | null;
}

export type PaymentStepKind =
  | 'completion_noticed'
  | 'inspected'
  | 'invoice_received'
  | 'refused'
  | 're_received'
  | 'paid';

export interface PaymentStepRow {
  no: number;
  kind: PaymentStepKind;
  on: string;
  reason: string | null;
  by: string;
  /** Why it does not hold, and who said so; null for one that stands. */
  takenBack: { reason: string; by: string } | null;
}

/** What the payment act asks for, of one settled period. */
export interface DeadlineRow {
  contractId: string;
  title: string;
  period: string;
  client: Named | null;
  contractor: Named | null;
  totalYen: number;
  /** Oldest first. */
  steps: PaymentStepRow[];
  inspectBy: { date: string; workingDate: string; law: string } | null;
  payBy: { date: string; workingDate: string; law: string } | null;
  /** What is wrong with the dates. */
  faults: { ja: string; en: string }[];
  isPaid: boolean;
}
