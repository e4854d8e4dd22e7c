import { DAY_TYPES, type DayType } from '../calendar/day-type.js';
import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';
import type { Fault } from '../fault.js';
import type { WorkType } from '../fix/fix.js';
import { WORK_TYPE_JA } from '../words-ja.js';
import type { Contract } from './contract.js';
import { isSameClass, type MachineClass, printClass } from './machine-class.js';

/**
 * 単価: what an hour of one class of machine costs in one band on one type of day. Each band has its own yen: a night
 * price is never derived from a surcharge, which falls on labour only (domain.md §2.2). Without consumption tax.
 */
export interface Price extends MachineClass {
  /** Names the price within its contract; settlement lines point to it. */
  readonly id: string;
  /** Null = for every work type that has no price of its own. */
  readonly workType: WorkType | null;
  readonly timeBand: string;
  readonly dayType: DayType;
  /** First and last day on which it holds. */
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly yenPerHour: number;
}

/** What a price is looked up by. */
export interface PriceQuery extends MachineClass {
  readonly workType: WorkType | null;
  readonly timeBand: string;
  readonly dayType: DayType;
  readonly date: LocalDate;
}

export type PriceFault =
  | 'price_not_yen'
  | 'price_dates'
  | 'price_band'
  | 'price_day_type'
  | 'price_id_twice'
  | 'price_overlap'
  | 'price_missing';

/** 平日・土曜・休日. */
export const DAY_TYPE_JA: Readonly<Record<DayType, string>> = {
  weekday: '平日',
  saturday: '土曜',
  holiday: '休日',
};

const isAt = (price: Price, query: PriceQuery): boolean =>
  price.timeBand === query.timeBand &&
  price.dayType === query.dayType &&
  price.validFrom <= query.date &&
  query.date <= price.validTo &&
  isSameClass(price, query);

/** The price of a combination; one for the work type itself goes before the general one. Null where there is none. */
export const findPrice = (prices: readonly Price[], query: PriceQuery): Price | null => {
  const fitting = prices.filter((price) => isAt(price, query));
  const own = fitting.find((price) => price.workType !== null && price.workType === query.workType);
  return own ?? fitting.find((price) => price.workType === null) ?? null;
};

const areAtOnce = (a: Price, b: Price): boolean =>
  a.workType === b.workType &&
  a.timeBand === b.timeBand &&
  a.dayType === b.dayType &&
  a.validFrom <= b.validTo &&
  b.validFrom <= a.validTo &&
  isSameClass(a, b);

const checkPrice = (price: Price, bandCodes: ReadonlySet<string>): Fault<PriceFault>[] => {
  const { id, yenPerHour, validFrom, validTo, timeBand, dayType } = price;
  const faults: Fault<PriceFault>[] = [];
  if (!Number.isSafeInteger(yenPerHour) || yenPerHour <= 0)
    faults.push({
      code: 'price_not_yen',
      ja: `単価「${id}」の ${yenPerHour} 円は正の整数ではありません。1 時間あたりの円を整数で書いてください。`,
      en: `Price "${id}" of ${yenPerHour} yen is no whole number above 0: write whole yen an hour.`,
    });
  if (parseLocalDate(validFrom) === null || parseLocalDate(validTo) === null || validFrom > validTo)
    faults.push({
      code: 'price_dates',
      ja: `単価「${id}」の適用期間 ${validFrom}〜${validTo} が日付として正しくありません。開始日と終了日を直してください。`,
      en: `Price "${id}" is valid from ${validFrom} to ${validTo}, which is no span of days: correct the dates.`,
    });
  if (!bandCodes.has(timeBand))
    faults.push({
      code: 'price_band',
      ja: `単価「${id}」の時間帯「${timeBand}」は契約にありません。時間帯を加えるか、単価を直してください。`,
      en: `Price "${id}" names time band "${timeBand}", which the contract lacks: add the band or correct the price.`,
    });
  if (!DAY_TYPES.includes(dayType))
    faults.push({
      code: 'price_day_type',
      ja: `単価「${id}」の日区分「${dayType}」は使えません。${DAY_TYPES.join('・')} のどれかを書いてください。`,
      en: `Price "${id}" has day type "${dayType}": write one of ${DAY_TYPES.join(', ')}.`,
    });
  return faults;
};

const idTwice = (id: string): Fault<PriceFault> => ({
  code: 'price_id_twice',
  ja: `単価の番号「${id}」が二度使われています。どちらかを別の番号にしてください。`,
  en: `Price "${id}" stands there twice: give one of them another id.`,
});

const overlap = (a: Price, b: Price): Fault<PriceFault> => {
  const from = a.validFrom > b.validFrom ? a.validFrom : b.validFrom;
  const to = a.validTo < b.validTo ? a.validTo : b.validTo;
  return {
    code: 'price_overlap',
    ja: `単価「${a.id}」と「${b.id}」は同じ組合せで、${from}〜${to} が重なっています。どちらかの適用期間を直してください。`,
    en: `Prices "${a.id}" and "${b.id}" are for the same combination and overlap from ${from} to ${to}: change the dates of one.`,
  };
};

/** Each price by itself, then pairs for one combination whose dates overlap. */
export const checkPrices = (
  prices: readonly Price[],
  bandCodes: ReadonlySet<string>,
): Fault<PriceFault>[] => {
  const faults = prices.flatMap((price) => checkPrice(price, bandCodes));
  prices.forEach((price, i) => {
    for (const earlier of prices.slice(0, i)) {
      if (earlier.id === price.id) faults.push(idTwice(price.id));
      else if (areAtOnce(earlier, price)) faults.push(overlap(earlier, price));
    }
  });
  return faults;
};

/** The fault of a combination that was worked and has no price. */
export const missingPrice = (
  { id, calendar }: Pick<Contract, 'id' | 'calendar'>,
  query: PriceQuery,
): Fault<PriceFault> => {
  const { workType, timeBand, dayType, date } = query;
  const machine = printClass(query);
  const work = workType === null ? 'なし' : WORK_TYPE_JA[workType];
  const band = calendar.timeBands.find(({ code }) => code === timeBand)?.name ?? timeBand;
  return {
    code: 'price_missing',
    ja: `契約「${id}」に、${date} の ${machine}・作業 ${work}・時間帯 ${band}・${DAY_TYPE_JA[dayType]} の単価がありません。単価表に加えてください。`,
    en: `Contract "${id}" has no price for ${machine}, work ${workType ?? 'none'}, band ${timeBand}, ${dayType} on ${date}: add it to the price table.`,
  };
};
