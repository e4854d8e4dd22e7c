import type { Contract, DailyReport, RoadNetwork, Route } from '#domain';
import type { TruthPass } from '#fixtures';

/**
 * The bill of a night worked out a second time, from the simulator's truth and by other code than the core's: second by
 * second, with its own calendar, bands, roundings and tax. It knows what the demo's contracts and its night need, no more.
 */

const JST_MS = 9 * 3_600_000;
const RANK = [
  'state_main',
  'pref_priority',
  'pref_1',
  'pref_2',
  'pref_3',
  'city_1',
  'city_2',
  'city_3',
  'none',
];
const OWNER_OF_KIND: Readonly<Record<string, string>> = { state: 'kuni', prefecture: 'ken', city: 'shi' };

/** Whose road a segment is: that of the highest route that names it, else of the network's own kind of authority. */
export const ownerFinder = (network: RoadNetwork, routes: readonly Route[]) => {
  const best = new Map<string, Route>();
  for (const route of routes)
    for (const key of route.roadKeys) {
      const known = best.get(key);
      if (known === undefined || RANK.indexOf(route.routeClass) < RANK.indexOf(known.routeClass))
        best.set(key, route);
    }
  return (segment: number): string | undefined => {
    const road = network.roads[network.roadOf[segment]];
    return best.get(road.key)?.authorityCode ?? OWNER_OF_KIND[road.authority];
  };
};

const durationS = ({ enteredAt, leftAt }: TruthPass): number => (leftAt - enteredAt) / 1000;

/**
 * Seconds that a machine really worked on each owner's roads, with the time of up to a minute between two passes. A stop
 * within a pass counts, as in a report: its finding `long_standstill` proposes standby, and the driver decides.
 */
export const trueWorkS = (
  truth: readonly TruthPass[],
  ownerOf: (segment: number) => string | undefined,
): Map<string, number> => {
  const seconds = new Map<string, number>();
  const work = truth
    .filter(({ workKind, heard }) => heard && workKind !== 'passed')
    .sort((a, b) => a.enteredAt - b.enteredAt);
  work.forEach((pass, i) => {
    const owner = ownerOf(pass.segment) ?? '?';
    const toNextS = ((work[i + 1]?.enteredAt ?? Number.POSITIVE_INFINITY) - pass.leftAt) / 1000;
    seconds.set(owner, (seconds.get(owner) ?? 0) + durationS(pass) + (toNextS <= 60 ? toNextS : 0));
  });
  return seconds;
};

interface SecondPlace {
  readonly date: string;
  readonly band: string;
  readonly dayType: 'weekday' | 'holiday';
}

/** 5–8 early, 8–17 day, 17–22 evening, else late night; Sundays are holidays (the night has no public holiday). */
const placeOf = (at: number): SecondPlace => {
  const local = new Date(at + JST_MS);
  const hour = local.getUTCHours();
  const band = hour < 5 || hour >= 22 ? 'late_night' : hour < 8 ? 'early' : hour < 17 ? 'day' : 'evening';
  return {
    date: local.toISOString().slice(0, 10),
    band,
    dayType: local.getUTCDay() === 0 ? 'holiday' : 'weekday',
  };
};

export interface Bill {
  readonly workYen: number;
  readonly guaranteeYen: number;
  readonly taxYen: number;
  readonly totalYen: number;
}

/** 0.1 h, half up, for each machine, business date and price; yen rounded down; 10 % tax rounded down once. */
export const billOf = (contract: Contract, reports: readonly DailyReport[], month: string): Bill => {
  const seconds = new Map<string, number>();
  for (const report of reports)
    for (const { spans } of report.dispatches)
      for (const span of spans)
        for (let at = span.startAt; span.activity === 'work' && at < span.endAt; at += 1000) {
          const { date, band, dayType } = placeOf(at);
          if (!date.startsWith(month)) continue;
          const key = [report.machineCode, report.businessDate, band, dayType].join('|');
          seconds.set(key, (seconds.get(key) ?? 0) + 1);
        }
  const billed = new Map<string, number>();
  let workYen = 0;
  for (const [key, worked] of seconds) {
    const [code, , band, dayType] = key.split('|');
    const machine = contract.machines.find(({ machineCode }) => machineCode === code)!;
    const { yenPerHour } = contract.prices.find(
      (price) =>
        [price.machineType, price.machineSpec, price.ownership, price.timeBand, price.dayType].join() ===
        [machine.machineType, machine.machineSpec, machine.ownership, band, dayType].join(),
    )!;
    const rounded = Math.floor((worked + 180) / 360) * 360;
    billed.set(code, (billed.get(code) ?? 0) + rounded);
    workYen += Math.floor((rounded / 3600) * yenPerHour + 1e-6);
  }
  let guaranteeYen = 0;
  for (const policy of contract.standby)
    if (policy.kind === 'monthly_min_hours' && policy.months.includes(Number(month.slice(5))))
      for (const machine of contract.machines) {
        const missing = policy.minimumHours * 3600 - (billed.get(machine.machineCode) ?? 0);
        const { yenPerHour } = policy.rates.find(
          (rate) =>
            [rate.machineType, rate.machineSpec, rate.ownership].join() ===
            [machine.machineType, machine.machineSpec, machine.ownership].join(),
        )!;
        if (missing > 0) guaranteeYen += Math.floor((missing / 3600) * yenPerHour + 1e-6);
      }
  const net = workYen + guaranteeYen;
  const taxYen = Math.floor(net / 10);
  return { workYen, guaranteeYen, taxYen, totalYen: net + taxYen };
};
