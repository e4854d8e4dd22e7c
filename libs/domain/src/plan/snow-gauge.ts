import type { Snowfall } from '../events.js';

/** New snow of one area as a rising line: `totalCm[i]` had fallen at `at[i]`. */
interface SnowLine {
  readonly at: readonly number[];
  readonly totalCm: readonly number[];
}

/** The area that every place belongs to. */
export const ALL_AREAS = 'all';

/**
 * New snow of an area between two instants. Snow of a report falls evenly over its span; where reports of one area
 * overlap, the heaviest counts. A work zone has its own reports or those of `all`, whichever say more.
 */
export class SnowGauge {
  private readonly lines = new Map<string, SnowLine>();

  constructor(snowfalls: readonly Snowfall[]) {
    const byArea = new Map<string, Snowfall[]>();
    for (const snowfall of snowfalls)
      byArea.set(snowfall.area, [...(byArea.get(snowfall.area) ?? []), snowfall]);
    for (const [area, reports] of byArea) this.lines.set(area, lineOf(reports));
  }

  /** Centimetres that fell on `area` (a work zone's code or `all`) from `fromAt` to `toAt`. */
  newSnowCm(area: string, fromAt: number, toAt: number): number {
    const ofAll = riseOf(this.lines.get(ALL_AREAS), fromAt, toAt);
    return area === ALL_AREAS ? ofAll : Math.max(ofAll, riseOf(this.lines.get(area), fromAt, toAt));
  }
}

function lineOf(reports: readonly Snowfall[]): SnowLine {
  const at = [...new Set(reports.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))].sort((a, b) => a - b);
  const totalCm = [0];
  for (let i = 1; i < at.length; i += 1) {
    const rate = heaviestRate(reports, at[i - 1], at[i]);
    totalCm.push(totalCm[i - 1] + rate * (at[i] - at[i - 1]));
  }
  return { at, totalCm };
}

/** Centimetres per millisecond of the heaviest report that covers the span. */
function heaviestRate(reports: readonly Snowfall[], fromAt: number, toAt: number): number {
  let heaviest = 0;
  for (const report of reports) {
    if (report.fromAt > fromAt || report.toAt < toAt) continue;
    heaviest = Math.max(heaviest, report.newSnowCm / (report.toAt - report.fromAt));
  }
  return heaviest;
}

function riseOf(line: SnowLine | undefined, fromAt: number, toAt: number): number {
  if (line === undefined || toAt <= fromAt) return 0;
  // Rounded to a tenth of a millimetre: adding up rates must not keep 10 cm below a threshold of 10.
  return Math.round((fallenBy(line, toAt) - fallenBy(line, fromAt)) * 100) / 100;
}

function fallenBy({ at, totalCm }: SnowLine, instant: number): number {
  const last = at.length - 1;
  if (instant <= at[0]) return 0;
  if (instant >= at[last]) return totalCm[last];
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle] <= instant) low = middle;
    else high = middle;
  }
  const share = (instant - at[low]) / (at[high] - at[low]);
  return totalCm[low] + share * (totalCm[high] - totalCm[low]);
}
