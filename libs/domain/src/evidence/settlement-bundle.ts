import type { LocalDate } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import type { DispatchOrder, WorkState } from '../events.js';
import type { Invoice } from '../invoice/invoice.js';
import type { Authority, Route, WorkZone } from '../register.js';
import type { DailyReport, ReportMachine } from '../report/daily-report.js';
import type { AuditFinding } from '../settlement/audit/audit-finding.js';
import type { AuditDecision } from '../settlement/audit/payment-gate.js';
import type { Settlement } from '../settlement/settlement.js';
import { sha256 } from './canonical-json.js';
import type { FixChain } from './fix-chain.js';
import type { LineEvidence } from './line-evidence.js';
import type { StandbyEvidence } from './standby-evidence.js';

/** Written into every bundle; a reader refuses another. */
export const BUNDLE_FORMAT = 'yukimichi-settlement/2';

/** A machine whose reports are in a bundle, and the business dates that its fixes are there for. */
export interface BundledMachine {
  readonly vehicleId: number;
  readonly machine: ReportMachine;
  readonly contractorCode: string | null;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** What passes and reports were made with, besides the fixes and the network file, which are in the bundle too. */
export interface BundleMatching {
  readonly matcherVersion: number;
  readonly networkHash: string;
  readonly machines: readonly BundledMachine[];
  readonly workStates: readonly WorkState[];
  readonly orders: readonly DispatchOrder[];
  readonly authorities: readonly Authority[];
  readonly workZones: readonly WorkZone[];
  readonly routes: readonly Route[];
  /** The machines' other contracts, without their prices: a drive belongs to the work that it leads to. */
  readonly otherContracts: readonly Contract[];
}

/**
 * What an exported settlement holds, so that anybody can make it again without the database. Each field is one file of the
 * zip (`BUNDLE_FILES`); fixes are a file for each machine and day.
 */
export interface SettlementBundle {
  readonly settlement: Settlement;
  readonly contract: Contract;
  /** The reports as approved, with spans, passes, corrections and history. */
  readonly reports: readonly DailyReport[];
  /** Settlements of the months before, where a policy looks back or the season is settled. */
  readonly earlier: readonly Settlement[];
  readonly evidence: readonly LineEvidence[];
  readonly standbyEvidence: readonly StandbyEvidence[];
  readonly chains: readonly FixChain[];
  readonly invoices: readonly Invoice[];
  readonly audits: readonly { readonly finding: AuditFinding; readonly decision: AuditDecision | null }[];
  readonly matching: BundleMatching;
}

/** Paths of the files in the zip. JSON in UTF-8, in one form only (`canonicalJson`); `.jsonl` has one value a line. */
export const BUNDLE_FILES: Readonly<Record<keyof SettlementBundle, string>> = {
  settlement: 'settlement.json',
  contract: 'contract.json',
  reports: 'reports.jsonl',
  earlier: 'earlier.jsonl',
  evidence: 'evidence.jsonl',
  standbyEvidence: 'standby-evidence.jsonl',
  chains: 'chains.json',
  invoices: 'invoices.json',
  audits: 'audits.json',
  matching: 'matching.json',
};
export const BUNDLE_NETWORK_FILE = 'roads.network';
export const BUNDLE_MANIFEST_FILE = 'manifest.json';

/** File of one machine's fixes of one day, one `Fix` a line. */
export const fixFileOf = ({ machineCode, date }: Pick<FixChain, 'machineCode' | 'date'>): string =>
  `fixes/${date}_${encodeURIComponent(machineCode)}.jsonl`;

export interface BundleFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** `manifest.json`: every other file, and the root hash that the invoice prints. */
export interface BundleManifest {
  readonly format: typeof BUNDLE_FORMAT;
  readonly contractId: string;
  /** Null for the season's end. */
  readonly month: string | null;
  readonly files: readonly BundleFile[];
  readonly rootHash: string;
}

export const bundleFile = (path: string, content: string | Uint8Array): BundleFile => ({
  path,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content).length : content.length,
  sha256: sha256(content),
});

/**
 * One number for a whole bundle: SHA-256 over its format and, in order of path, path, size and hash of each file. Whoever
 * has it from the printed invoice sees that a bundle was rewritten, even as a whole.
 */
export const rootHashOf = (files: readonly BundleFile[]): string =>
  sha256(
    [
      BUNDLE_FORMAT,
      ...[...files]
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map((file) => `${file.path}\t${file.bytes}\t${file.sha256}`),
    ].join('\n'),
  );

export const manifestOf = (
  settlement: Pick<Settlement, 'contractId' | 'month'>,
  files: readonly BundleFile[],
): BundleManifest => ({
  format: BUNDLE_FORMAT,
  contractId: settlement.contractId,
  month: settlement.month,
  files,
  rootHash: rootHashOf(files),
});
