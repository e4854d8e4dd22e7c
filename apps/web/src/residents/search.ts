import { byId, element } from '../dom/element.js';
import { foldName } from '../text/fold-name.js';
import { say } from '../text/words.js';

/** Something a search can find. */
export interface Findable {
  name: string;
  /** What stands small beside the name. */
  note: string;
  open: () => void;
}

const MOST_RESULTS = 8;

/** The names that contain what was typed, those that begin with it first. */
export function findByName<T extends { name: string }>(all: readonly T[], typed: string): T[] {
  const wanted = foldName(typed.trim());
  if (wanted === '') return [];
  return all
    .map((each) => ({ each, at: foldName(each.name).indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.each.name.length - b.each.name.length)
    .slice(0, MOST_RESULTS)
    .map(({ each }) => each);
}

/** The line on top: typing lists what fits, arrows choose, Enter opens, Escape closes (a combobox after ARIA). */
export class Search {
  private readonly input = byId<HTMLInputElement>('search');
  private readonly list = byId('search-results');
  private all: Findable[] = [];
  private results: Findable[] = [];
  private chosen = -1;
  private isOpen = false;

  constructor(private readonly everything: () => Findable[]) {
    this.input.addEventListener('input', () => this.update());
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  private update(): void {
    // Gathered once a search: the roads of a city are too many for every keystroke.
    if (!this.isOpen) this.all = this.everything();
    this.isOpen = true;
    this.results = findByName(this.all, this.input.value);
    this.chosen = this.results.length > 0 ? 0 : -1;
    this.draw();
  }

  private draw(): void {
    const options = this.results.map((result, i) => this.option(result, i));
    const isVain = options.length === 0 && this.isOpen && this.input.value.trim() !== '';
    this.list.replaceChildren(...(isVain ? [nothingFound()] : options));
    this.list.hidden = this.list.childElementCount === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    if (this.chosen >= 0) this.input.setAttribute('aria-activedescendant', `result-${this.chosen}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  private option(result: Findable, i: number): HTMLElement {
    const option = element(
      'li',
      { role: 'option', id: `result-${i}`, 'aria-selected': String(i === this.chosen) },
      element('span', {}, result.name),
      element('small', {}, result.note),
    );
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.open(result);
    });
    return option;
  }

  private press(event: KeyboardEvent): void {
    // Enter and the arrows belong to the input method while it converts kana.
    if (event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && this.results.length > 0) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.results.length) % this.results.length;
      this.draw();
    } else if (event.key === 'Enter' && this.chosen >= 0) {
      this.open(this.results[this.chosen]);
    } else if (event.key === 'Escape') this.close();
  }

  private open(result: Findable): void {
    this.input.value = result.name;
    this.input.blur();
    this.close();
    result.open();
  }

  private close(): void {
    this.isOpen = false;
    this.all = [];
    this.results = [];
    this.chosen = -1;
    this.draw();
  }
}

const nothingFound = (): HTMLElement =>
  element(
    'li',
    { role: 'option', 'aria-disabled': 'true', class: 'quiet' },
    say(['見つかりません', 'Nothing found']),
  );
