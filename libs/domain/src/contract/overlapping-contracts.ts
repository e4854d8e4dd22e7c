import type { LocalDate } from '../calendar/local-date.js';
import type { Contract, ContractMachine } from './contract.js';

/** Two contracts that would pay for the same second: the same machine on the same roads on the same days. */
export interface ContractOverlap {
  readonly other: Contract;
  readonly machineCode: string;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

const daysOf = (contract: Contract, machine: ContractMachine): [LocalDate, LocalDate] => [
  later(contract.fromDate, machine.fromDate ?? contract.fromDate),
  earlier(contract.toDate, machine.toDate ?? contract.toDate),
];

/** Are both entries of one machine, on a day that they have in common? */
export const isOnBoth = (
  contractA: Contract,
  a: ContractMachine,
  contractB: Contract,
  b: ContractMachine,
): boolean => {
  const [fromA, toA] = daysOf(contractA, a);
  const [fromB, toB] = daysOf(contractB, b);
  return a.machineCode === b.machineCode && later(fromA, fromB) <= earlier(toA, toB);
};

const haveCommon = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((code) => b.includes(code));

/**
 * May a road fall under both? Routes and zones are compared by their codes; a contract without either covers every road
 * of its owners. A route of one that lies in a zone of the other is not seen here; `contractFor` still gives each second to
 * one contract only.
 */
const coverSameRoads = (a: Contract, b: Contract): boolean => {
  const ownersOf = ({ owners }: Contract): string[] => owners.map(({ authorityCode }) => authorityCode);
  if (!haveCommon(ownersOf(a), ownersOf(b))) return false;
  const coversAll = ({ routeCodes, workZoneCodes }: Contract): boolean =>
    routeCodes.length === 0 && workZoneCodes.length === 0;
  return (
    coversAll(a) ||
    coversAll(b) ||
    haveCommon(a.routeCodes, b.routeCodes) ||
    haveCommon(a.workZoneCodes, b.workZoneCodes)
  );
};

/** The other contracts (another version of the same one is none) that overlap, one entry for each machine. */
export const overlappingContracts = (contract: Contract, others: readonly Contract[]): ContractOverlap[] =>
  others
    .filter((other) => other.id !== contract.id && coverSameRoads(contract, other))
    .flatMap((other) =>
      contract.machines.flatMap((machine) =>
        other.machines
          .filter((theirs) => isOnBoth(contract, machine, other, theirs))
          .map((theirs) => ({
            other,
            machineCode: machine.machineCode,
            fromDate: later(daysOf(contract, machine)[0], daysOf(other, theirs)[0]),
            toDate: earlier(daysOf(contract, machine)[1], daysOf(other, theirs)[1]),
          })),
      ),
    );
