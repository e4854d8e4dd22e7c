import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { say } from '../text/words.js';

type Phrase = readonly [ja: string, en: string];

/** A reason that must be given: typed, or one of the suggestions. */
export const reasonField = (
  label: Phrase,
  suggestions: readonly Phrase[],
  { value, onInput }: { readonly value: string; readonly onInput: (reason: string) => void },
): HTMLElement => {
  const input = element('input', {
    name: 'reason',
    required: true,
    maxlength: 500,
    value,
    autocomplete: 'off',
  });
  input.addEventListener('input', () => onInput(input.value));
  const chips = suggestions.map((words) => {
    const chip = element('button', { type: 'button', class: 'chip' }, say(words));
    chip.addEventListener('click', () => {
      input.value = say(words);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return chip;
  });
  return element(
    'div',
    { class: 'reason' },
    labelled(label, input),
    element('div', { class: 'chips' }, ...chips),
  );
};
