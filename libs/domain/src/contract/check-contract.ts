import { parseLocalDate } from '../calendar/local-date.js';
import { checkTimeBands, type TimeBandFault } from '../calendar/time-band.js';
import type { Fault } from '../fault.js';
import { checkStandby, type StandbyFault } from '../standby/check-standby.js';
import type { Contract } from './contract.js';
import { isOnBoth, overlappingContracts } from './overlapping-contracts.js';
import { checkPrices, findPrice, missingPrice, type PriceFault, type PriceQuery } from './price-table.js';
import { ROUNDING_SCOPES, ROUNDING_UNITS_MIN } from './time-rounding.js';

export type ContractFault =
  | 'contract_dates'
  | 'contract_overlap'
  | 'owner_missing'
  | 'owner_share'
  | 'machine_twice'
  | 'rounding_unit'
  | 'minimum_not_whole'
  | TimeBandFault
  | PriceFault
  | StandbyFault;

/** What a contract is checked against: the client's other contracts, and the combinations that were worked. */
export interface ContractContext {
  readonly others: readonly Contract[];
  readonly occurring: readonly PriceQuery[];
}

const checkDates = ({ id, fromDate, toDate }: Contract): Fault<ContractFault>[] => {
  const areDates = parseLocalDate(fromDate) !== null && parseLocalDate(toDate) !== null;
  if (areDates && fromDate <= toDate) return [];
  return [
    {
      code: 'contract_dates',
      ja: `契約「${id}」の期間 ${fromDate}〜${toDate} が日付として正しくありません。開始日と終了日を直してください。`,
      en: `Contract "${id}" runs from ${fromDate} to ${toDate}, which is no span of days: correct the dates.`,
    },
  ];
};

const checkOwners = ({ id, owners }: Contract): Fault<ContractFault>[] => {
  if (owners.length === 0)
    return [
      {
        code: 'owner_missing',
        ja: `契約「${id}」に道路管理者がありません。どの管理者の道路を対象とするか書いてください。`,
        en: `Contract "${id}" names no road authority: say whose roads it covers.`,
      },
    ];
  const shares = owners.map(({ standbyShare }) => standbyShare);
  if (shares.every((share) => Number.isSafeInteger(share) && share >= 0) && shares.some((share) => share > 0))
    return [];
  return [
    {
      code: 'owner_share',
      ja: `契約「${id}」の管理者別の負担割合 ${shares.join('・')} が使えません。0 以上の整数で、少なくとも一つは正にしてください。`,
      en: `Contract "${id}" shares standing costs by ${shares.join(' : ')}: write whole numbers, at least one above 0.`,
    },
  ];
};

const checkMachines = (contract: Contract): Fault<ContractFault>[] =>
  contract.machines.flatMap((machine, i) =>
    contract.machines
      .slice(0, i)
      .filter((earlier) => isOnBoth(contract, earlier, contract, machine))
      .map(() => ({
        code: 'machine_twice' as const,
        ja: `契約「${contract.id}」に機械「${machine.machineCode}」が同じ日に二度あります。どちらかの期間を直してください。`,
        en: `Contract "${contract.id}" has machine "${machine.machineCode}" twice on the same days: change the dates of one.`,
      })),
  );

const checkRounding = ({ id, timeRounding, minimumPerDispatchMinutes }: Contract): Fault<ContractFault>[] => {
  const { unitMinutes, scope } = timeRounding;
  const units: readonly number[] = ROUNDING_UNITS_MIN;
  const faults: Fault<ContractFault>[] = [];
  if (!units.includes(unitMinutes) || !ROUNDING_SCOPES.includes(scope))
    faults.push({
      code: 'rounding_unit',
      ja: `契約「${id}」の時間の端数処理(${unitMinutes} 分・${scope})は使えません。単位は ${units.join('・')} 分、範囲は ${ROUNDING_SCOPES.join('・')} から選んでください。`,
      en: `Contract "${id}" rounds time to ${unitMinutes} min by ${scope}: choose ${units.join(', ')} min and ${ROUNDING_SCOPES.join(', ')}.`,
    });
  if (!Number.isInteger(minimumPerDispatchMinutes) || minimumPerDispatchMinutes < 0)
    faults.push({
      code: 'minimum_not_whole',
      ja: `契約「${id}」の 1 出動あたりの最低時間 ${minimumPerDispatchMinutes} 分は 0 以上の整数ではありません。`,
      en: `Contract "${id}" pays at least ${minimumPerDispatchMinutes} min a dispatch: write whole minutes, 0 for none.`,
    });
  return faults;
};

const checkOverlaps = (contract: Contract, others: readonly Contract[]): Fault<ContractFault>[] =>
  overlappingContracts(contract, others).map(({ other, machineCode, fromDate, toDate }) => ({
    code: 'contract_overlap',
    ja: `契約「${contract.id}」と「${other.id}」は ${fromDate}〜${toDate} に、機械「${machineCode}」の同じ道路の作業をともに対象としています。期間か対象を直してください。`,
    en: `Contracts "${contract.id}" and "${other.id}" both pay for machine "${machineCode}" on the same roads from ${fromDate} to ${toDate}: change the period or the roads of one.`,
  }));

const checkOccurring = (contract: Contract, occurring: readonly PriceQuery[]): Fault<ContractFault>[] =>
  occurring
    .filter((query) => findPrice(contract.prices, query) === null)
    .map((query) => missingPrice(contract, query));

/** Every fault of a contract, one sentence each; none = money can be computed from it. */
export const checkContract = (
  contract: Contract,
  { others, occurring }: ContractContext = { others: [], occurring: [] },
): Fault<ContractFault>[] => {
  const bandCodes = new Set(contract.calendar.timeBands.map(({ code }) => code));
  return [
    ...checkDates(contract),
    ...checkOwners(contract),
    ...checkMachines(contract),
    ...checkTimeBands(contract.calendar.timeBands),
    ...checkPrices(contract.prices, bandCodes),
    ...checkRounding(contract),
    ...checkStandby(contract),
    ...checkOverlaps(contract, others),
    ...checkOccurring(contract, occurring),
  ];
};
