import { say } from '../text/words.js';
import { element } from './element.js';

type Phrase = readonly [ja: string, en: string];

/** A choice of one among values with their words. */
export const selectOf = (
  options: readonly (readonly [value: string, words: string])[],
  value: string,
): HTMLSelectElement => {
  const made = element(
    'select',
    {},
    ...options.map(([each, words]) => element('option', { value: each }, words)),
  );
  made.value = value;
  return made;
};

/** A control under its label. */
export const labelled = (words: Phrase, control: HTMLElement): HTMLElement =>
  element('label', { class: 'field' }, element('span', {}, say(words)), control);

/** A table of words as the options of a choice. */
export const optionsOf = (words: Readonly<Record<string, Phrase>>): (readonly [string, string])[] =>
  Object.entries(words).map(([value, phrase]) => [value, say(phrase)] as const);
