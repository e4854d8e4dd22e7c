import { byId } from '../dom/element.js';

/** Arrows do the same as `j` and `k` where the list has the focus. */
const LIST_KEYS: Record<string, string> = { ArrowDown: 'j', ArrowUp: 'k' };

export interface KeyActions {
  step: (by: 1 | -1) => void;
  open: () => void;
  close: () => void;
}

/** `/` search, `j` `k` through the list, Enter open, Escape close, `?` help; none while the reader types. */
export function bindKeyboard(actions: KeyActions): void {
  const search = byId<HTMLInputElement>('search');
  const help = byId<HTMLDialogElement>('help');
  byId('help-open').addEventListener('click', () => help.showModal());
  addEventListener('keydown', (event) => {
    if (help.open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) return pressInSearch(event, search, actions);
    if (event.target instanceof HTMLButtonElement && event.key === 'Enter') return;
    const key = event.target === byId('fleet') ? (LIST_KEYS[event.key] ?? event.key) : event.key;
    const action = actionOf(key, search, help, actions);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function actionOf(
  key: string,
  search: HTMLInputElement,
  help: HTMLDialogElement,
  { step, open, close }: KeyActions,
): (() => void) | undefined {
  const table: Record<string, () => void> = {
    '/': () => search.focus(),
    j: () => step(1),
    k: () => step(-1),
    Enter: open,
    Escape: close,
    '?': () => help.showModal(),
  };
  return table[key];
}

function pressInSearch(event: KeyboardEvent, search: HTMLInputElement, actions: KeyActions): void {
  if (event.key === 'Enter') {
    search.blur();
    actions.open();
  } else if (event.key === 'Escape') search.blur();
  else if (event.key === 'ArrowDown') actions.step(1);
  else if (event.key === 'ArrowUp') actions.step(-1);
}
