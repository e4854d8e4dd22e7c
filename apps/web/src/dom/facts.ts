import { element } from './element.js';

/** Names and what they are, as a definition list; pairs that are `false` are left out. */
export const factList = (
  ...facts: readonly (readonly [name: string, value: string] | false)[]
): HTMLElement =>
  element(
    'dl',
    { class: 'facts' },
    ...facts
      .filter((fact) => fact !== false)
      .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
