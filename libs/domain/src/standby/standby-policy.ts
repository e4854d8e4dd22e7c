import { type FixedMonthly, fixedMonthly } from './fixed-monthly.js';
import { type HourlyRate, hourlyRate } from './hourly-rate.js';
import { type MonthlyMinimum, monthlyMinimum } from './monthly-minimum.js';
import { type NoStandby, noStandby } from './none.js';
import { type PrepaidBase, prepaidBase } from './prepaid-base.js';
import { type SeasonShortfall, seasonShortfall } from './season-shortfall.js';
import { type SplitRates, splitRates } from './split-rates.js';
import type {
  MachineMonth,
  MachineSeason,
  StandbyAmount,
  StandbyRate,
  StandbyRule,
  StandbyTerms,
} from './standby-facts.js';

/** 待機補償: nearly every authority has a formula of its own; one file each. */
export type StandbyPolicy =
  | NoStandby
  | HourlyRate
  | MonthlyMinimum
  | SeasonShortfall
  | SplitRates
  | PrepaidBase
  | FixedMonthly;

type PolicyOf<Kind extends StandbyPolicy['kind']> = Extract<StandbyPolicy, { readonly kind: Kind }>;

const RULES: { readonly [Kind in StandbyPolicy['kind']]: StandbyRule<PolicyOf<Kind>> } = {
  none: noStandby,
  hourly_rate: hourlyRate,
  monthly_min_hours: monthlyMinimum,
  season_shortfall: seasonShortfall,
  split_rates: splitRates,
  prepaid_base: prepaidBase,
  fixed_monthly: fixedMonthly,
};

export const STANDBY_KINDS = Object.keys(RULES) as readonly StandbyPolicy['kind'][];

const ruleOf = (policy: StandbyPolicy): StandbyRule<StandbyPolicy> =>
  RULES[policy.kind] as StandbyRule<StandbyPolicy>;

/** What a policy pays for one machine in the monthly run. */
export const standbyOfMonth = (
  policy: StandbyPolicy,
  facts: MachineMonth,
  terms: StandbyTerms,
): readonly StandbyAmount[] => ruleOf(policy).month(policy, facts, terms);

/** What a policy pays for one machine at the season's end. */
export const standbyOfSeason = (
  policy: StandbyPolicy,
  facts: MachineSeason,
  terms: StandbyTerms,
): readonly StandbyAmount[] => ruleOf(policy).season(policy, facts, terms);

/** The policy's table; empty where it has none. */
export const ratesOf = (policy: StandbyPolicy): readonly StandbyRate[] =>
  policy.kind === 'none' ? [] : policy.rates;
