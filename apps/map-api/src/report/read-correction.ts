import { ACTIVITIES, type Correction, ENTRY_JA, type ReportEntries, WORK_TYPES } from '#domain';
import { ProblemError } from '#server';
import { instantIn, objectOf, textOf, textsOf, wholeOf, wordOf } from '../http/body-fields.js';

type Fields = ReturnType<typeof objectOf>;
type Entry = keyof ReportEntries;

const MOST_PHOTOS = 30;
const MOMENTS = ['before', 'during', 'after'] as const;

const refuseEntry = (name: string, ja: string, en: string): never => {
  throw new ProblemError(
    400,
    `「${ENTRY_JA[name as Entry] ?? name}」は${ja} / "${name}" ${en}; nothing was kept.`,
  );
};

const textOrNull = (fields: Fields, name: Entry): string | null => textOf(fields, name, 200) || null;

/** A number as a person types it: within bounds, or empty. */
const numberOrNull = (fields: Fields, name: Entry, least: number, most: number): number | null => {
  const value = fields[name];
  if (value === null || value === '') return null;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  return refuseEntry(
    name,
    `${least}〜${most} の数にしてください。`,
    `must be a number from ${least} to ${most}`,
  );
};

const photosOf = (value: unknown): ReportEntries['photos'] => {
  if (!Array.isArray(value) || value.length > MOST_PHOTOS)
    return refuseEntry('photos', `${MOST_PHOTOS} 枚までです。`, `must be a list of at most ${MOST_PHOTOS}`);
  return value.map((item) => {
    const fields = objectOf(item);
    const id = textOf(fields, 'id', 64);
    if (!/^[0-9a-f]{64}$/.test(id)) refuseEntry('photos', '写真のハッシュではありません。', 'names no photo');
    return { id, moment: wordOf(fields, 'moment', MOMENTS) };
  });
};

const READERS: { readonly [Name in Entry]: (fields: Fields) => ReportEntries[Name] } = {
  operator: (fields) => textOrNull(fields, 'operator'),
  assistant: (fields) => textOrNull(fields, 'assistant'),
  snowDepthCm: (fields) => numberOrNull(fields, 'snowDepthCm', 0, 1000),
  newSnowCm: (fields) => numberOrNull(fields, 'newSnowCm', 0, 1000),
  airTempC: (fields) => numberOrNull(fields, 'airTempC', -60, 60),
  roadCondition: (fields) => textOrNull(fields, 'roadCondition'),
  weather: (fields) => textOrNull(fields, 'weather'),
  agentType: (fields) => textOrNull(fields, 'agentType'),
  agentKg: (fields) => numberOrNull(fields, 'agentKg', 0, 100_000),
  haulTrips: (fields) => numberOrNull(fields, 'haulTrips', 0, 1000),
  dumpSiteId: (fields) => textOrNull(fields, 'dumpSiteId'),
  photos: ({ photos }) => photosOf(photos),
  incidents: (fields) => textsOf(fields, 'incidents', 50),
  remarks: (fields) => textOf(fields, 'remarks', 2000),
};

const entriesOf = (fields: Fields): Partial<ReportEntries> => {
  const names = Object.keys(fields);
  const unknown = names.find((name) => !(name in READERS));
  if (unknown !== undefined) refuseEntry(unknown, '日報の項目ではありません。', 'is no entry of a report');
  const read = (name: string) => READERS[name as Entry](fields);
  return Object.fromEntries(names.map((name) => [name, read(name)]));
};

/** The correction of a body. @throws ProblemError that names the field. */
export const readCorrection = (value: unknown): Correction => {
  const fields = objectOf(value);
  if (wordOf(fields, 'kind', ['span', 'entries']) === 'entries')
    return { kind: 'entries', entries: entriesOf(objectOf(fields.entries)) };
  const activity = wordOf(fields, 'activity', ACTIVITIES);
  return {
    kind: 'span',
    dispatchNo: wholeOf(fields, 'dispatchNo', 1000),
    startAt: instantIn(fields, 'startAt'),
    endAt: instantIn(fields, 'endAt'),
    activity,
    workType: activity === 'work' ? wordOf(fields, 'workType', WORK_TYPES) : null,
  };
};
