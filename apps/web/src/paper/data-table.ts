import { element } from '../dom/element.js';
import { foldName } from '../text/fold-name.js';
import { say } from '../text/words.js';
import { keepAddress, type ListSort, lookOf, withLook } from './list-address.js';

type Phrase = readonly [ja: string, en: string];

export interface Column<Row> {
  readonly key: string;
  readonly words: Phrase;
  /** What the rows are sorted by. */
  readonly value: (row: Row) => string | number;
  /** What stands in the cell; the value where it is left out. */
  readonly cell?: (row: Row) => Node | string;
  readonly isNumber?: boolean;
  /** Holds buttons or links for the reader at the screen: left out on paper. */
  readonly isForScreen?: boolean;
}

const classOf = ({
  isNumber,
  isForScreen,
}: Pick<Column<unknown>, 'isNumber' | 'isForScreen'>): string | undefined =>
  [isNumber && 'number', isForScreen && 'screen-only'].filter(Boolean).join(' ') || undefined;

export interface TableOptions<Row> {
  readonly caption: Phrase;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads. */
  readonly hrefOf: (row: Row) => string | null;
  /** What the filter looks into. */
  readonly textOf: (row: Row) => string;
  /** The usual order. */
  readonly sort: ListSort;
  readonly empty: Phrase;
  /** A box before each row that may be chosen. */
  readonly choose?: {
    readonly may: (row: Row) => boolean;
    readonly onChange: (rows: readonly Row[]) => void;
  };
}

/** A box with room around it for a finger. */
const roomFor = (box: HTMLInputElement): HTMLElement => element('label', { class: 'choose-box' }, box);

/** A table that sorts by its headings, filters by words, both kept in the address, and is walked by `j`, `k` and Enter. */
export class DataTable<Row> {
  readonly root: HTMLElement;
  private readonly body = element('tbody');
  private readonly count = element('p', { class: 'quiet table-count', role: 'status' });
  private readonly filter = element('input', {
    type: 'search',
    class: 'table-filter',
    'data-table-filter': true,
    placeholder: say(['しぼり込む（/）', 'Filter ( / )']),
    'aria-label': say(['しぼり込む', 'Filter']),
  });
  private readonly headings = new Map<string, HTMLElement>();
  private rows: readonly Row[] = [];
  private shown: readonly Row[] = [];
  private sort: ListSort;
  private readonly chosen = new Set<string>();
  private cursor = -1;

  constructor(private readonly options: TableOptions<Row>) {
    const { find, sort } = lookOf(location.hash);
    this.filter.value = find;
    this.sort = options.columns.some(({ key }) => key === sort?.key) ? sort! : options.sort;
    this.filter.addEventListener('input', () => this.reorder());
    const head = element(
      'thead',
      {},
      element(
        'tr',
        {},
        options.choose ? element('th', { class: 'choose' }, this.chooseAll()) : null,
        ...options.columns.map((column) => this.heading(column)),
      ),
    );
    this.root = element(
      'section',
      { class: 'data-table' },
      element('div', { class: 'table-tools' }, this.filter, this.count),
      element(
        'div',
        { class: 'table-scroll' },
        element(
          'table',
          {},
          element('caption', { class: 'visually-hidden' }, say(options.caption)),
          head,
          this.body,
        ),
      ),
    );
  }

  show(rows: readonly Row[]): void {
    this.rows = rows;
    for (const key of this.chosen)
      if (!rows.some((row) => this.options.keyOf(row) === key)) this.chosen.delete(key);
    this.render();
  }

  /** Moves the cursor from the row that has the focus, else from where it was; the row under it has the focus. */
  step(by: 1 | -1): void {
    const rows = [...this.body.querySelectorAll<HTMLElement>('tr[data-key]')];
    const focused = rows.findIndex((row) => row.contains(document.activeElement));
    const from = focused === -1 ? this.cursor : focused;
    this.cursor = Math.min(rows.length - 1, Math.max(0, from + by));
    rows[this.cursor]?.focus();
  }

  private heading(column: Column<Row>): HTMLElement {
    const button = element('button', { type: 'button' }, say(column.words));
    const heading = element('th', { scope: 'col', class: classOf(column) }, button);
    button.addEventListener('click', () => {
      const isSame = this.sort.key === column.key;
      this.sort = { key: column.key, isFalling: isSame ? !this.sort.isFalling : Boolean(column.isNumber) };
      this.reorder();
    });
    this.headings.set(column.key, heading);
    return heading;
  }

  private chooseAll(): HTMLElement {
    const box = element('input', { type: 'checkbox', 'aria-label': say(['すべて選ぶ', 'Choose all']) });
    box.addEventListener('change', () => {
      for (const row of this.shown) if (this.options.choose!.may(row)) this.mark(row, box.checked);
      this.render();
      this.tellChosen();
    });
    return roomFor(box);
  }

  private mark(row: Row, isChosen: boolean): void {
    const key = this.options.keyOf(row);
    if (isChosen) this.chosen.add(key);
    else this.chosen.delete(key);
  }

  private tellChosen(): void {
    this.options.choose?.onChange(this.rows.filter((row) => this.chosen.has(this.options.keyOf(row))));
  }

  private sorted(): Row[] {
    const { value } = this.options.columns.find(({ key }) => key === this.sort.key)!;
    const sign = this.sort.isFalling ? -1 : 1;
    const compare = (a: string | number, b: string | number): number =>
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'ja');
    return [...this.rows].sort((a, b) => sign * compare(value(a), value(b)));
  }

  /** Other rows, or in another order: the cursor begins anew. */
  private reorder(): void {
    this.cursor = -1;
    const { key, isFalling } = this.options.sort;
    const isUsual = this.sort.key === key && this.sort.isFalling === isFalling;
    keepAddress(
      withLook(location.hash, { find: this.filter.value.trim(), sort: isUsual ? null : this.sort }),
    );
    this.render();
  }

  private render(): void {
    const wanted = foldName(this.filter.value.trim());
    this.shown = this.sorted().filter((row) => foldName(this.options.textOf(row)).includes(wanted));
    for (const [key, heading] of this.headings)
      heading.setAttribute(
        'aria-sort',
        key !== this.sort.key ? 'none' : this.sort.isFalling ? 'descending' : 'ascending',
      );
    this.body.replaceChildren(
      ...(this.shown.length === 0 ? [this.emptyRow()] : this.shown.map((row) => this.row(row))),
    );
    this.count.textContent = say([`${this.shown.length} 件`, `${this.shown.length} rows`]);
  }

  private emptyRow(): HTMLElement {
    const columns = this.options.columns.length + (this.options.choose ? 1 : 0);
    const words =
      this.rows.length === 0
        ? this.options.empty
        : (['あてはまる行がありません。', 'Nothing fits.'] as const);
    return element('tr', { class: 'empty' }, element('td', { colspan: columns }, say(words)));
  }

  private row(row: Row): HTMLElement {
    const href = this.options.hrefOf(row);
    const cells = this.options.columns.map((column, i) => {
      const { cell, value } = column;
      const content = cell?.(row) ?? String(value(row));
      const inner = i === 0 && href !== null ? element('a', { href }, content) : content;
      return element('td', { class: classOf(column) }, inner);
    });
    const line = element(
      'tr',
      { 'data-key': this.options.keyOf(row), tabindex: -1 },
      this.options.choose ? element('td', { class: 'choose' }, this.box(row)) : null,
      ...cells,
    );
    line.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Enter' && target === line && href !== null) location.hash = href;
    });
    return line;
  }

  private box(row: Row): HTMLElement | null {
    const { may } = this.options.choose!;
    if (!may(row)) return null;
    const box = element('input', { type: 'checkbox', 'aria-label': say(['選ぶ', 'Choose']) });
    box.checked = this.chosen.has(this.options.keyOf(row));
    box.addEventListener('change', () => {
      this.mark(row, box.checked);
      this.tellChosen();
    });
    return roomFor(box);
  }
}
