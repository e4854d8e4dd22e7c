import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { say } from '../text/words.js';
import type { Desk } from './view.js';

/** Asks for a reason, and what else the fields hold; the words stay in the form until they were taken. */
export const askReason = (
  desk: Desk,
  words: readonly [ja: string, en: string],
  onReason: (reason: string) => Promise<boolean>,
  fields: readonly HTMLElement[] = [],
): void => {
  const input = element('textarea', { name: 'reason', rows: 3, required: true, maxlength: 500 });
  const close = element(
    'button',
    { type: 'button', class: 'button button-quiet' },
    say(['やめる', 'Cancel']),
  );
  close.addEventListener('click', () => desk.closeSheet());
  const form = element(
    'form',
    { class: 'correction' },
    element('h2', { id: 'sheet-title' }, say(words)),
    ...fields,
    labelled(['理由', 'Reason'], input),
    element(
      'div',
      { class: 'form-buttons' },
      close,
      element('button', { class: 'button', type: 'submit' }, say(['決める', 'Decide'])),
    ),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await onReason(input.value)) desk.closeSheet();
  });
  desk.showSheet(form);
};
