import type { InvoiceSide } from './invoice/invoice-number.js';

/** Who signs in, and for what. `client` is the authority that orders and pays (発注者): it checks and settles. */
export const ACCOUNT_ROLES = ['driver', 'contractor', 'client', 'auditor'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** An account of a person or an office. What it may see: `scopeOf`. */
export interface Account {
  /** Stands in the history of what it did. */
  readonly code: string;
  readonly name: string;
  readonly role: AccountRole;
  /** Set for a contractor. */
  readonly contractorCode: string | null;
  /** Set for a driver: the machines whose reports are his. */
  readonly vehicleCodes: readonly string[];
  /** A client or auditor of one authority; null = of all. */
  readonly authorityCode: string | null;
}

/** The paperwork that an account may see: null in a field = whatever stands there. */
export interface Scope {
  readonly contractorCode: string | null;
  readonly machineCodes: readonly string[] | null;
  readonly clientCode: string | null;
}

/** What a piece of paper belongs to; null where it belongs to nobody in particular. */
export interface Belonging {
  readonly contractorCode: string | null;
  readonly machineCode: string | null;
  readonly clientCode: string | null;
}

export const scopeOf = ({ role, contractorCode, vehicleCodes, authorityCode }: Account): Scope => ({
  contractorCode: role === 'contractor' ? contractorCode : null,
  machineCodes: role === 'driver' ? vehicleCodes : null,
  clientCode: authorityCode,
});

/** On which side of an invoice the account reads. */
export const sideOf = ({ role }: Account): InvoiceSide => (role === 'contractor' ? 'issuer' : 'recipient');

/** May it be seen? What belongs to nobody is seen by those without limits only. */
export const isInScope = (scope: Scope, paper: Belonging): boolean =>
  (scope.contractorCode === null || scope.contractorCode === paper.contractorCode) &&
  (scope.clientCode === null || scope.clientCode === paper.clientCode) &&
  (scope.machineCodes === null ||
    (paper.machineCode !== null && scope.machineCodes.includes(paper.machineCode)));
