import { element } from '../dom/element.js';
import type { Form } from '../state/segment-form.js';
import { FORM_WORDS, say, sayOther } from '../text/words.js';
import { formSwatch } from './form-swatch.js';
import type { Theme } from './palette.js';

/** The forms from the freshest work down to what the plan leaves out. */
const ORDER: readonly Form[] = [
  'in_progress',
  'cleared_1h',
  'cleared_3h',
  'cleared_24h',
  'snowed_again',
  'due',
  'overdue',
  'melting_pipe',
  'no_data',
  'not_target',
];

/** Draws every form with its words, the reader's language first and the other one below. */
export function renderLegend(list: HTMLElement, theme: Theme): void {
  list.replaceChildren(
    ...ORDER.map((form) =>
      element(
        'li',
        { 'data-form': form },
        formSwatch(form, theme),
        element(
          'span',
          { class: 'legend-words' },
          element('span', {}, say(FORM_WORDS[form])),
          element('small', {}, sayOther(FORM_WORDS[form])),
        ),
      ),
    ),
  );
}
