import type { Contract } from '../contract/contract.js';
import { type OwnerTotal, SETTLEMENT_RULES_VERSION, type Settlement } from './settlement.js';

type Totals =
  | 'contractId'
  | 'contractVersion'
  | 'rulesVersion'
  | 'owners'
  | 'rawS'
  | 'billedS'
  | 'workYen'
  | 'standbyYen'
  | 'totalYen';

const yenOfOwner = (
  lines: readonly { readonly owners: readonly { ownerCode: string; yen: number }[] }[],
  code: string,
): number => {
  let yen = 0;
  for (const line of lines) for (const part of line.owners) if (part.ownerCode === code) yen += part.yen;
  return yen;
};

const ownerTotal = (code: string, { lines, standby }: Pick<Settlement, 'lines' | 'standby'>): OwnerTotal => {
  const workYen = yenOfOwner(lines, code);
  const standbyYen = yenOfOwner(standby, code);
  return { ownerCode: code, workYen, standbyYen, totalYen: workYen + standbyYen };
};

/** A settlement from its lines: sums over all, and by owner in order of code. */
export const withTotals = (contract: Contract, parts: Omit<Settlement, Totals>): Settlement => {
  const sum = (values: readonly number[]): number => values.reduce((before, value) => before + value, 0);
  const workYen = sum(parts.lines.map(({ yen }) => yen));
  const standbyYen = sum(parts.standby.map(({ yen }) => yen));
  const codes = contract.owners.map(({ authorityCode }) => authorityCode).sort();
  return {
    contractId: contract.id,
    contractVersion: contract.version,
    rulesVersion: SETTLEMENT_RULES_VERSION,
    ...parts,
    owners: codes.map((code) => ownerTotal(code, parts)),
    rawS: sum(parts.lines.map(({ rawS }) => rawS)),
    billedS: sum(parts.lines.map(({ billedS }) => billedS)),
    workYen,
    standbyYen,
    totalYen: workYen + standbyYen,
  };
};
