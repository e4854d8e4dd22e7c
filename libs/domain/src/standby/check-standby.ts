import { firstDateOf, monthOfYearFrom, nextMonth, yearMonthOf } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import { printClass } from '../contract/machine-class.js';
import type { Fault } from '../fault.js';
import { findRate, hoursToSeconds } from './standby-facts.js';
import { ratesOf, type StandbyPolicy } from './standby-policy.js';

export type StandbyFault =
  | 'standby_unsaid'
  | 'standby_rate_missing'
  | 'standby_percent'
  | 'standby_month'
  | 'standby_pay_month'
  | 'standby_not_whole';

const unsaid = ({ id }: Contract): Fault<StandbyFault> => ({
  code: 'standby_unsaid',
  ja: `契約「${id}」に待機補償の方式がありません。補償しない場合は none と書いてください。`,
  en: `Contract "${id}" names no standby policy: where nothing is compensated, write none.`,
});

/** Everything in a policy that is a share, and everything that names a month of the year. */
const percentsOf = (policy: StandbyPolicy): readonly number[] => {
  if (policy.kind === 'split_rates') return [policy.labourPercent, policy.machinePercent];
  if (policy.kind === 'prepaid_base') return [policy.excessPercent];
  return policy.kind === 'season_shortfall' ? policy.advances.map(({ percent }) => percent) : [];
};

const monthsOf = (policy: StandbyPolicy): readonly number[] => {
  if (policy.kind === 'monthly_min_hours' || policy.kind === 'fixed_monthly') return policy.months;
  if (policy.kind === 'prepaid_base') return [policy.payMonth];
  return policy.kind === 'season_shortfall' ? policy.advances.map(({ month }) => month) : [];
};

const isWholeTo = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;

const checkNumbers = (policy: StandbyPolicy): Fault<StandbyFault>[] => {
  const faults: Fault<StandbyFault>[] = [];
  for (const percent of percentsOf(policy).filter((value) => !isWholeTo(value, 100)))
    faults.push({
      code: 'standby_percent',
      ja: `待機補償「${policy.kind}」の率 ${percent} は 0〜100 の整数(%)ではありません。直してください。`,
      en: `Standby policy "${policy.kind}" has a share of ${percent}: write a whole percentage from 0 to 100.`,
    });
  for (const month of monthsOf(policy).filter((value) => value === 0 || !isWholeTo(value, 12)))
    faults.push({
      code: 'standby_month',
      ja: `待機補償「${policy.kind}」の月 ${month} は 1〜12 ではありません。直してください。`,
      en: `Standby policy "${policy.kind}" names month ${month}: write 1 to 12.`,
    });
  return faults;
};

/** The tables differ by policy; their fields say by name what they are: `yenPerHour`, `baseYen`, `designHours`. */
const isYen = (field: string): boolean => /yen/i.test(field);
const isHours = (field: string): boolean => field.endsWith('Hours');

const isWholeSeconds = (hours: number): boolean =>
  hours >= 0 && Math.abs(hours * 3600 - hoursToSeconds(hours)) < 1e-6;

/** Yen must be whole, hours whole seconds, none below 0. */
const checkRates = (policy: StandbyPolicy): Fault<StandbyFault>[] =>
  [policy, ...ratesOf(policy)].flatMap((row) =>
    Object.entries(row)
      .filter(
        ([field, value]) =>
          (isYen(field) && !isWholeTo(value, Number.MAX_SAFE_INTEGER)) ||
          (isHours(field) && !isWholeSeconds(value)),
      )
      .map(([field, value]) => ({
        code: 'standby_not_whole' as const,
        ja: `待機補償「${policy.kind}」の ${field} が ${value} です。0 以上の整数(時間は整数秒になる値)を書いてください。`,
        en: `Standby policy "${policy.kind}" has ${field} ${value}: write a whole number of at least 0 (hours: of whole seconds).`,
      })),
  );

const checkCoverage = (contract: Contract, policy: StandbyPolicy): Fault<StandbyFault>[] => {
  if (policy.kind === 'none') return [];
  return contract.machines
    .filter((machine) => findRate(ratesOf(policy), machine) === null)
    .map((machine) => {
      const what = `${printClass(machine)}${machine.snowArea === null ? '' : `・${machine.snowArea}`}`;
      return {
        code: 'standby_rate_missing',
        ja: `待機補償「${policy.kind}」に、機械「${machine.machineCode}」(${what})の行がありません。加えてください。`,
        en: `Standby policy "${policy.kind}" has no row for machine "${machine.machineCode}" (${what}): add one.`,
      };
    });
};

/** A base fee is paid once, so its month must come once in the contract's period. */
const checkPayMonth = ({ id, fromDate, toDate }: Contract, policy: StandbyPolicy): Fault<StandbyFault>[] => {
  if (policy.kind !== 'prepaid_base' || !isWholeTo(policy.payMonth, 12) || policy.payMonth === 0) return [];
  const first = monthOfYearFrom(fromDate, policy.payMonth);
  const second = monthOfYearFrom(firstDateOf(nextMonth(first)), policy.payMonth);
  const last = yearMonthOf(toDate);
  if (first <= last && last < second) return [];
  return [
    {
      code: 'standby_pay_month',
      ja: `契約「${id}」の基本料を支払う ${policy.payMonth} 月は、期間 ${fromDate}〜${toDate} にちょうど一度ある月にしてください。`,
      en: `Contract "${id}" pays its base fee in month ${policy.payMonth}: choose one that comes once in its period, ${fromDate} to ${toDate}.`,
    },
  ];
};

/** Is a policy named, are its numbers possible, and has every machine its row? */
export const checkStandby = (contract: Contract): Fault<StandbyFault>[] => {
  if (contract.standby.length === 0) return [unsaid(contract)];
  return contract.standby.flatMap((policy) => [
    ...checkNumbers(policy),
    ...checkPayMonth(contract, policy),
    ...checkRates(policy),
    ...checkCoverage(contract, policy),
  ]);
};
