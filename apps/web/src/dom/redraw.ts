/**
 * Replaces a panel's children only when its words changed, and gives the focus back to the control at the same place:
 * a panel that is drawn every few seconds must not take the reader's focus or the click under way.
 */
export function redraw(panel: HTMLElement, ...parts: readonly Node[]): void {
  const words = parts.map((part) => part.textContent).join('\n');
  if (panel.dataset.drawn === words && panel.childNodes.length > 0) return;
  const focusedAt = controlsOf(panel).indexOf(document.activeElement as HTMLElement);
  panel.replaceChildren(...parts);
  panel.dataset.drawn = words;
  if (focusedAt >= 0) controlsOf(panel)[focusedAt]?.focus({ preventScroll: true });
}

/** Makes the next `redraw` draw in any case (another theme has other pictures beside the same words). */
export const forgetDrawn = (panel: HTMLElement): void => {
  delete panel.dataset.drawn;
};

const controlsOf = (panel: HTMLElement): HTMLElement[] => [
  ...panel.querySelectorAll<HTMLElement>('button, a'),
];

/** Puts these rows into a list, keeping the elements of rows with the same `data-key`, so that no click gets lost. */
export function patchRows(list: HTMLElement, rows: readonly HTMLElement[]): void {
  const known = new Map(
    [...list.children].map((row) => [(row as HTMLElement).dataset.key, row as HTMLElement]),
  );
  list.replaceChildren(...rows.map((row) => patched(known.get(row.dataset.key), row)));
}

function patched(kept: HTMLElement | undefined, next: HTMLElement): HTMLElement {
  if (!kept) return next;
  for (const { name } of [...kept.attributes]) if (!next.hasAttribute(name)) kept.removeAttribute(name);
  for (const { name, value } of next.attributes) kept.setAttribute(name, value);
  kept.replaceChildren(...next.childNodes);
  return kept;
}
