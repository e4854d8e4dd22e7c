import { element } from '../dom/element.js';
import type { Form } from '../state/segment-form.js';
import { boundFor, say } from '../text/words.js';
import { formSwatch } from './form-swatch.js';
import type { Theme } from './palette.js';

/** What is said of one direction of a road. */
export interface SaidDirection {
  form: Form;
  words: string;
  facts: string;
}

export interface DirectionListSettings {
  /** Bearing of the direction as drawn, degrees; null when unknown. */
  bearingDeg: number | null;
  oneWay: boolean;
  theme: Theme;
}

/** `北東行き`, or which side where the bearing is not known. */
export const directionName = (direction: number, bearingDeg: number | null): string =>
  bearingDeg === null
    ? say(direction === 0 ? ['片側', 'One side'] : ['反対側', 'Other side'])
    : boundFor(bearingDeg + 180 * direction);

/** The directions of a road as drawn and against, in one row where both say the same. */
export function directionList(
  [drawn, against]: readonly [SaidDirection, SaidDirection],
  { bearingDeg, oneWay, theme }: DirectionListSettings,
): HTMLElement {
  const isSame = drawn.words === against.words && drawn.facts === against.facts;
  const rows: [string, SaidDirection][] = oneWay
    ? [[say(['一方通行', 'One-way']), drawn]]
    : isSame
      ? [[say(['両方向', 'Both ways']), drawn]]
      : [
          [directionName(0, bearingDeg), drawn],
          [directionName(1, bearingDeg), against],
        ];
  return element('ul', { class: 'directions' }, ...rows.map(([label, said]) => row(label, said, theme)));
}

const row = (label: string, { form, words, facts }: SaidDirection, theme: Theme): HTMLElement =>
  element(
    'li',
    {},
    formSwatch(form, theme),
    element('span', {}, element('b', {}, label), ` ${words} `, facts !== '' && element('small', {}, facts)),
  );
