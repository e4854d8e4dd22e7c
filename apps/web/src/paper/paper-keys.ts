const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

/** `j` `k` through a list, `/` to its filter; Enter opens the row, which has the focus. None while the reader types. */
export const bindPaperKeys = (step: (by: 1 | -1) => void): void => {
  addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && isTyping(event.target)) (event.target as HTMLElement).blur();
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '/') {
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-table-filter]')?.focus();
    } else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
  });
};
