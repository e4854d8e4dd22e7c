import type { MachineClass } from '../contract/machine-class.js';
import { multiplyDivide, type RoundingMode } from '../money/rounding.js';
import { yenForTime } from '../money/yen-for-time.js';
import {
  getRate,
  hoursToSeconds,
  isInMonths,
  lumpSum,
  NOTHING,
  type StandbyAmount,
  type StandbyRate,
  type StandbyRule,
} from './standby-facts.js';

/** Hours of a normal season and what an hour short of them costs, by class of machine and snow area. */
export interface SeasonRate extends MachineClass, StandbyRate {
  readonly snowArea: string | null;
  readonly baseHours: number;
  readonly labourYenPerHour: number;
  readonly machineYenPerHour: number;
}

/** 前払い: in this month of the year so much of what a season without any work would pay. */
export interface AdvancePayment {
  readonly month: number;
  readonly percent: number;
}

/**
 * 基本待機料: rate × max(0, base hours − actual hours), in a lump after the season, advances set off. Niigata Prefecture,
 * since fiscal 2006: labour only (machine rate 0), base hours by 3 snow areas and machine type. Joetsu City: the same by
 * coast, plain and mountain, with advances of up to 40 % in December and 30 % in February (domain.md §2.3).
 */
export interface SeasonShortfall {
  readonly kind: 'season_shortfall';
  readonly rates: readonly SeasonRate[];
  readonly advances: readonly AdvancePayment[];
}

const hourlyYen = (rate: SeasonRate): number => rate.labourYenPerHour + rate.machineYenPerHour;

const advanceOf = (rate: SeasonRate, percent: number, mode: RoundingMode): number => {
  const ofSeason = yenForTime(hoursToSeconds(rate.baseHours), hourlyYen(rate), mode);
  return multiplyDivide(ofSeason, percent, 100, mode);
};

const returned = (machineCode: string, advancesYen: number): readonly StandbyAmount[] =>
  advancesYen === 0 ? NOTHING : [lumpSum(machineCode, 'advance_returned', -advancesYen)];

export const seasonShortfall: StandbyRule<SeasonShortfall> = {
  month: (policy, { machine, month }, { amountRounding }) => {
    const rate = getRate(policy.rates, machine);
    return policy.advances
      .filter((advance) => isInMonths(month, [advance.month]))
      .map(({ percent }) =>
        lumpSum(machine.machineCode, 'advance', advanceOf(rate, percent, amountRounding)),
      );
  },

  season: (policy, { machine, billedS, advancesYen }, { amountRounding }) => {
    const { machineCode } = machine;
    const rate = getRate(policy.rates, machine);
    const seconds = hoursToSeconds(rate.baseHours) - billedS;
    if (seconds <= 0) return returned(machineCode, advancesYen);
    const yenPerHour = hourlyYen(rate);
    const yen = yenForTime(seconds, yenPerHour, amountRounding);
    return [
      { machineCode, kind: 'shortfall', seconds, yenPerHour, yen, sharedBy: 'standby_share' },
      ...returned(machineCode, advancesYen),
    ];
  },
};
