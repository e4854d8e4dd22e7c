import type { MachineClass } from '../contract/machine-class.js';
import { multiplyDivide } from '../money/rounding.js';
import { getRate, hoursToSeconds, NOTHING, type StandbyRate, type StandbyRule } from './standby-facts.js';

/** Hours that the contract was designed for, and what an hour costs in labour and in machine, by class of machine. */
export interface SplitRate extends MachineClass, StandbyRate {
  readonly snowArea: string | null;
  readonly designHours: number;
  readonly labourYenPerHour: number;
  /** 機械損料 without fuel and wear, which a standing machine does not cost. */
  readonly machineYenPerHour: number;
}

/**
 * 待機補償: of the designed hours that were not reached, so much of the labour and so much of the machine cost. Sapporo
 * City, since fiscal 2021: labour 100 % (before: 60), machine 70 % (before: 60), fuel and wear left out (domain.md §2.3).
 */
export interface SplitRates {
  readonly kind: 'split_rates';
  readonly labourPercent: number;
  readonly machinePercent: number;
  readonly rates: readonly SplitRate[];
}

const PERCENT_HOUR_S = 100 * 3600;

export const splitRates: StandbyRule<SplitRates> = {
  month: () => NOTHING,

  season: ({ labourPercent, machinePercent, rates }, { machine, billedS }, { amountRounding }) => {
    const rate = getRate(rates, machine);
    const seconds = hoursToSeconds(rate.designHours) - billedS;
    if (seconds <= 0) return NOTHING;
    const hourlyPercents = rate.labourYenPerHour * labourPercent + rate.machineYenPerHour * machinePercent;
    return [
      {
        machineCode: machine.machineCode,
        kind: 'shortfall',
        seconds,
        // A whole rate only where the percentages leave no fraction: the yen are computed from both parts at once.
        yenPerHour: hourlyPercents % 100 === 0 ? hourlyPercents / 100 : null,
        yen: multiplyDivide(seconds, hourlyPercents, PERCENT_HOUR_S, amountRounding),
        sharedBy: 'standby_share',
      },
    ];
  },
};
