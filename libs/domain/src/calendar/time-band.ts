import type { Fault } from '../fault.js';
import { DAY_S, printTimeOfDay } from './local-date.js';

/**
 * 時間帯: a stretch of the day that has its own price, `fromS` ≤ time < `toS`, whole seconds of the local day, 0..86400. A
 * band over midnight has `fromS` > `toS`. Bands may share a code (05:00–08:00 and 17:00–22:00 both `overtime`).
 */
export interface TimeBand {
  readonly code: string;
  /** Name on paper, such as 深夜. */
  readonly name: string;
  readonly fromS: number;
  readonly toS: number;
}

/** A stretch of one day, never over midnight. */
export interface BandStretch {
  readonly code: string;
  readonly fromS: number;
  readonly toS: number;
}

export type TimeBandFault = 'band_empty' | 'band_out_of_day' | 'band_gap' | 'band_overlap';

/** The bands cut at midnight, in order of the day. */
export const bandStretches = (bands: readonly TimeBand[]): BandStretch[] =>
  bands
    .flatMap(({ code, fromS, toS }) =>
      fromS < toS
        ? [{ code, fromS, toS }]
        : [
            { code, fromS, toS: DAY_S },
            { code, fromS: 0, toS },
          ],
    )
    .filter(({ fromS, toS }) => fromS < toS)
    .sort((a, b) => a.fromS - b.fromS || a.toS - b.toS);

const span = (fromS: number, toS: number): string => `${printTimeOfDay(fromS)}–${printTimeOfDay(toS)}`;

const isSecondOfDay = (second: number): boolean => Number.isInteger(second) && second >= 0 && second <= DAY_S;

const checkBand = ({ code, fromS, toS }: TimeBand): Fault<TimeBandFault>[] => {
  if (!isSecondOfDay(fromS) || !isSecondOfDay(toS))
    return [
      {
        code: 'band_out_of_day',
        ja: `時間帯「${code}」の境界(${fromS}、${toS})が 0〜86400 の整数秒ではありません。00:00〜24:00 で書いてください。`,
        en: `Time band "${code}" has a border (${fromS}, ${toS}) that is no whole second of the day: write 00:00 to 24:00.`,
      },
    ];
  if (fromS !== toS) return [];
  return [
    {
      code: 'band_empty',
      ja: `時間帯「${code}」は ${printTimeOfDay(fromS)} に始まり同じ時刻に終わります。終日なら 00:00–24:00 と書いてください。`,
      en: `Time band "${code}" begins and ends at ${printTimeOfDay(fromS)}: for the whole day write 00:00–24:00.`,
    },
  ];
};

const gap = (fromS: number, toS: number): Fault<TimeBandFault> => ({
  code: 'band_gap',
  ja: `どの時間帯にも入らない時間 ${span(fromS, toS)} があります。隣の時間帯を延ばすか、時間帯を加えてください。`,
  en: `No time band covers ${span(fromS, toS)}: extend a neighbouring band or add one.`,
});

const overlap = (before: BandStretch, stretch: BandStretch): Fault<TimeBandFault> => {
  const both = span(stretch.fromS, Math.min(before.toS, stretch.toS));
  return {
    code: 'band_overlap',
    ja: `時間帯「${before.code}」と「${stretch.code}」が ${both} で重なっています。どちらかの境界を直してください。`,
    en: `Time bands "${before.code}" and "${stretch.code}" overlap at ${both}: move one of their borders.`,
  };
};

/** Do the bands cover every second of the day exactly once? One fault for each band, gap or overlap that is wrong. */
export const checkTimeBands = (bands: readonly TimeBand[]): Fault<TimeBandFault>[] => {
  const wrong = bands.flatMap(checkBand);
  if (wrong.length > 0) return wrong;
  const faults: Fault<TimeBandFault>[] = [];
  let last: BandStretch | null = null;
  for (const stretch of bandStretches(bands)) {
    const coveredS: number = last?.toS ?? 0;
    if (stretch.fromS > coveredS) faults.push(gap(coveredS, stretch.fromS));
    if (last !== null && stretch.fromS < coveredS) faults.push(overlap(last, stretch));
    if (last === null || stretch.toS > last.toS) last = stretch;
  }
  if ((last?.toS ?? 0) < DAY_S) faults.push(gap(last?.toS ?? 0, DAY_S));
  return faults;
};
