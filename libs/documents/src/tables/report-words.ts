import {
  type Change,
  type Contract,
  ENTRY_JA,
  localDateOf,
  printLocalTime,
  type ReportEntries,
  type ReportLine,
  type ReportSpan,
  WORK_TYPE_JA,
} from '#domain';
import { ACTIVITY_JA, PHOTO_MOMENT_JA } from '../words.js';

/** One entry as text; empty where nobody wrote anything. */
export const entryText = (entries: Partial<ReportEntries>, key: keyof ReportEntries): string => {
  if (key === 'photos')
    return (entries.photos ?? []).map(({ id, moment }) => `${PHOTO_MOMENT_JA[moment]} ${id}`).join('、');
  if (key === 'incidents') return (entries.incidents ?? []).join('、');
  return String(entries[key] ?? '');
};

/** `21:50:00`, with the date before it where that is another one than the report's. */
export const clockOn = (at: number, businessDate: string): string => {
  const [date, time] = printLocalTime(at).split(' ');
  return date === businessDate ? time : `${date.slice(5).replace('-', '/')} ${time}`;
};

const spanText = ({ startAt, endAt, activity, workType }: ReportSpan): string => {
  const date = localDateOf(startAt);
  const type = workType === null ? '' : `(${WORK_TYPE_JA[workType]})`;
  return `${clockOn(startAt, date)}～${clockOn(endAt, date)} ${ACTIVITY_JA[activity]}${type}`;
};

const sideText = (side: Change['before']): string => {
  if (Array.isArray(side)) return (side as readonly ReportSpan[]).map(spanText).join(' / ') || 'なし';
  const entries = side as Partial<ReportEntries>;
  return (Object.keys(entries) as (keyof ReportEntries)[])
    .map((key) => `${ENTRY_JA[key]}:${entryText(entries, key) || 'なし'}`)
    .join(' / ');
};

/** 前値 → 後値 of a correction; empty for a step without one. */
export const changeText = (change: Change | null): { readonly before: string; readonly after: string } =>
  change === null
    ? { before: '', after: '' }
    : { before: sideText(change.before), after: sideText(change.after) };

/** Name of a contract's time band; the code where the contract has no such band. */
export const bandName = (contract: Contract | null, code: string | null): string =>
  code === null ? '' : (contract?.calendar.timeBands.find((band) => band.code === code)?.name ?? code);

/** 区間: by the roads that cross at its ends; where none with a name does, the number of the segment. */
export const sectionText = ({ section }: Pick<ReportLine, 'section'>): string =>
  section === null
    ? ''
    : `${section.fromName || section.fromSegment}～${section.toName || section.toSegment}`;
