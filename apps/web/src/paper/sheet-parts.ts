import { element } from '../dom/element.js';
import { say } from '../text/words.js';

/** The parts that sheets of the paperwork are set from. */

export type Phrase = readonly [ja: string, en: string];

/** A titled section of a sheet. */
export const part = (words: Phrase, ...children: (Node | null)[]): HTMLElement =>
  element('section', { class: 'sheet-part' }, element('h2', {}, say(words)), ...children);

/** What a code is called; the code itself where it has no word, nothing for none. */
export const orWord = (words: Readonly<Record<string, Phrase>>, word: string | null): string =>
  word === null ? '' : say(words[word] ?? [word, word]);

/** A heading, and whether numbers stand under it. */
export type Heading = readonly [ja: string, en: string, kind?: 'number'];

const headings = (words: readonly Heading[]): HTMLElement => {
  const cells = words.map(([ja, en, kind]) => element('th', { scope: 'col', class: kind }, say([ja, en])));
  return element('thead', {}, element('tr', {}, ...cells));
};

/** A table that scrolls within its sheet where it is wider. */
export const sheetTable = (words: readonly Heading[], rows: readonly HTMLElement[]): HTMLElement =>
  element(
    'div',
    { class: 'sheet-scroll' },
    element('table', { class: 'sheet-table' }, headings(words), element('tbody', {}, ...rows)),
  );
