import { type AuthoritySettings, WORK_TYPES } from '#domain';
import { readListFile } from './json-file.js';
import { code, object, oneOf, orNull, refuseAt, type Shape, wholeFrom } from './json-shape.js';
import type { KnownCodes } from './load-contracts.js';
import type { Findings } from './load-sheet.js';

/** `paper-settings.json`: how an authority's reports are made, looked at and audited, where it is not as usual. */
export const SETTINGS_FILE = 'paper-settings.json';

const some = wholeFrom(1);
const percent = wholeFrom(1, 100);
const DAY_MS = 86_400_000;
const time = wholeFrom(1, DAY_MS);

/** Every setting, by the type whose field it is: one that is missing here does not compile. */
const SHAPES: {
  readonly [Part in 'report' | 'finding' | 'audit']: Record<keyof Required<AuthoritySettings>[Part], Shape>;
} = {
  report: {
    dispatchGapMs: time,
    seamMs: time,
    crossingMs: time,
    breakMs: time,
    plainWorkType: oneOf(WORK_TYPES),
  },
  finding: {
    ...{ twinM: some, twinMinutes: some, twinPercent: percent },
    ...{ overGpsS: some, standstillS: some, gapS: some, speedKmh: some },
  },
  audit: { doubleWithinMs: time, doubleS: some, progressS: some, progressMPerHour: some },
};

const settingsShape = ({ authorities }: KnownCodes): Shape =>
  object(
    { authorityCode: orNull(code(authorities, 'authorities.csv')) },
    {
      report: object({}, SHAPES.report),
      finding: object({}, SHAPES.finding),
      audit: object({}, SHAPES.audit),
    },
  );

/** Reads the settings of a folder; what is wrong is collected in `findings`. */
export const readAuthoritySettings = (
  folder: string,
  findings: Findings,
  codes: KnownCodes,
): AuthoritySettings[] => {
  const shape = settingsShape(codes);
  const { sheet, items } = readListFile<AuthoritySettings>(folder, SETTINGS_FILE, { shape, findings });
  items.forEach(({ value: { authorityCode }, offset }, i) => {
    if (items.slice(0, i).some(({ value }) => value.authorityCode === authorityCode))
      refuseAt(
        sheet!,
        offset,
        `管理者「${authorityCode ?? 'null'}」の設定が二度あります。一つにまとめてください。`,
        `The settings of authority "${authorityCode ?? 'null'}" stand there twice: make them one.`,
      );
  });
  return items.map(({ value }) => value);
};
