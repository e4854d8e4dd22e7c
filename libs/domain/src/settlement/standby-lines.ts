import type { Contract } from '../contract/contract.js';
import { shareByWeight, type Weight } from '../money/share-by-weight.js';
import type { MachineMonth, MachineSeason, StandbyAmount } from '../standby/standby-facts.js';
import { type StandbyPolicy, standbyOfMonth, standbyOfSeason } from '../standby/standby-policy.js';
import type { SettlementLine, StandbyLine } from './settlement.js';

const byWorkYen = (lines: readonly SettlementLine[], machineCode: string): Weight[] => {
  const yen = new Map<string, number>();
  for (const line of lines.filter((each) => each.machineCode === machineCode))
    for (const part of line.owners) yen.set(part.ownerCode, (yen.get(part.ownerCode) ?? 0) + part.yen);
  return [...yen].map(([code, weight]) => ({ code, weight }));
};

const standingShares = ({ owners }: Contract): Weight[] =>
  owners.map(({ authorityCode, standbyShare }) => ({ code: authorityCode, weight: standbyShare }));

const shared = (
  contract: Contract,
  policy: StandbyPolicy,
  amount: StandbyAmount,
  lines: readonly SettlementLine[],
): StandbyLine => {
  const weights =
    amount.sharedBy === 'work_yen' ? byWorkYen(lines, amount.machineCode) : standingShares(contract);
  const shares = [...shareByWeight(amount.yen, weights)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...amount,
    policy: policy.kind,
    owners: shares.map(([ownerCode, yen]) => ({ ownerCode, yen })),
  };
};

/** What the contract's policies pay in a month for each machine, in the order of policies, then machines. */
export const standbyLinesOfMonth = (
  contract: Contract,
  machines: readonly MachineMonth[],
  lines: readonly SettlementLine[],
): StandbyLine[] =>
  contract.standby.flatMap((policy) =>
    machines.flatMap((facts) =>
      standbyOfMonth(policy, facts, contract).map((amount) => shared(contract, policy, amount, lines)),
    ),
  );

/** The same at the season's end. */
export const standbyLinesOfSeason = (contract: Contract, machines: readonly MachineSeason[]): StandbyLine[] =>
  contract.standby.flatMap((policy) =>
    machines.flatMap((facts) =>
      standbyOfSeason(policy, facts, contract).map((amount) => shared(contract, policy, amount, [])),
    ),
  );
