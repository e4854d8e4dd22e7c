import type { MachineClass } from '../contract/machine-class.js';
import { roundToUnit } from '../money/rounding.js';
import { yenForTime } from '../money/yen-for-time.js';
import { getRate, NOTHING, type StandbyRule } from './standby-facts.js';

/**
 * Standby time is paid by the hour: the State's own roads (直轄) count the cost of standby from the standby order until
 * the start of work, since fiscal 2009 (domain.md §2.3).
 */
export interface HourlyRate {
  readonly kind: 'hourly_rate';
  readonly rates: readonly (MachineClass & { readonly yenPerHour: number })[];
}

/** The machine's standby is rounded as its work is: once, at the contract's scope, in its unit and mode. */
export const hourlyRate: StandbyRule<HourlyRate> = {
  month: (policy, { machine, standbyS }, { timeRounding, amountRounding }) => {
    const seconds = standbyS.reduce(
      (sum, each) => sum + roundToUnit(each, timeRounding.unitMinutes * 60, timeRounding.mode),
      0,
    );
    if (seconds === 0) return NOTHING;
    const { yenPerHour } = getRate(policy.rates, machine);
    return [
      {
        machineCode: machine.machineCode,
        kind: 'standby_time',
        seconds,
        yenPerHour,
        yen: yenForTime(seconds, yenPerHour, amountRounding),
        sharedBy: 'standby_share',
      },
    ];
  },
  season: () => NOTHING,
};
