import { type DayType, type DayTypeRules, dayTypeOf } from './day-type.js';
import { type LocalDate, localDateOf, secondOfDay } from './local-date.js';
import { type BandStretch, bandStretches, type TimeBand } from './time-band.js';

/** A stretch of time, `startAt` ≤ t < `endAt`: epoch ms on whole seconds, so that durations are whole seconds. */
export interface TimeSpan {
  readonly startAt: number;
  readonly endAt: number;
}

/** What of a contract decides where time is cut: its bands (that cover the day: `checkTimeBands`) and day types. */
export interface PayCalendar {
  readonly timeBands: readonly TimeBand[];
  readonly dayTypes: DayTypeRules;
}

/** A piece of a span within one day and one band, so within one month, day type and price. */
export interface SpanPiece extends TimeSpan {
  readonly seconds: number;
  readonly date: LocalDate;
  readonly dayType: DayType;
  /** Code of the band. */
  readonly timeBand: string;
}

/** An instant put on a whole second (downwards, as a clock shows it), before any duration is taken. */
export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

export const secondsOf = ({ startAt, endAt }: TimeSpan): number => (endAt - startAt) / 1000;

/** Seconds that two spans have in common. */
export const sharedSeconds = (a: TimeSpan, b: TimeSpan): number =>
  Math.max(0, (Math.min(a.endAt, b.endAt) - Math.max(a.startAt, b.startAt)) / 1000);

const checkSpan = ({ startAt, endAt }: TimeSpan): void => {
  if (startAt % 1000 !== 0 || endAt % 1000 !== 0 || endAt < startAt)
    throw new RangeError(`Not a span of whole seconds: ${startAt}..${endAt}`);
};

/**
 * Cuts spans at the borders of bands and at midnight (so also at month ends and where the day type changes). The pieces
 * of a span meet end to end, so their seconds add up to the span's.
 */
export class SpanSplitter {
  readonly #stretches: readonly BandStretch[];
  /** By local midnight, epoch ms. */
  readonly #days = new Map<number, Pick<SpanPiece, 'date' | 'dayType'>>();

  constructor(private readonly calendar: PayCalendar) {
    this.#stretches = bandStretches(calendar.timeBands);
  }

  split(span: TimeSpan): SpanPiece[] {
    checkSpan(span);
    const pieces: SpanPiece[] = [];
    let startAt = span.startAt;
    while (startAt < span.endAt) {
      const second = secondOfDay(startAt);
      const stretch = this.#stretches.find(({ fromS, toS }) => second >= fromS && second < toS);
      if (stretch === undefined) throw new RangeError(`No time band covers second ${second} of the day`);
      const endAt = Math.min(span.endAt, startAt + (stretch.toS - second) * 1000);
      const seconds = (endAt - startAt) / 1000;
      pieces.push({
        startAt,
        endAt,
        seconds,
        ...this.#dayFrom(startAt - second * 1000),
        timeBand: stretch.code,
      });
      startAt = endAt;
    }
    return pieces;
  }

  #dayFrom(midnightAt: number): Pick<SpanPiece, 'date' | 'dayType'> {
    let day = this.#days.get(midnightAt);
    if (day === undefined) {
      const date = localDateOf(midnightAt);
      day = { date, dayType: dayTypeOf(date, this.calendar.dayTypes) };
      this.#days.set(midnightAt, day);
    }
    return day;
  }
}
