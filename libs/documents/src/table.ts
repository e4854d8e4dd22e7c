import { printLocalTime } from '#domain';

/** What a cell may hold: a text, a number, or nothing. */
export type Cell = string | number | null;

/**
 * How a column's cells are read: `date` is `YYYY-MM-DD`, `instant` epoch milliseconds, printed as the clock in Japan shows
 * them, `duration` whole seconds, printed as `h:mm:ss`.
 */
export type ColumnKind = 'text' | 'number' | 'date' | 'instant' | 'duration';

export interface Column {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** Digits after the point, for numbers. */
  readonly decimals: number;
  /** In half-width characters. */
  readonly width: number;
}

/** A table that spreadsheets, CSV files and pages are made from, so that all of them show the same. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A column with what it shows of an item. */
export interface ColumnOf<Item> extends Column {
  readonly of: (item: Item) => Cell;
}

export const textColumn = <Item>(
  heading: string,
  width: number,
  of: (item: Item) => Cell,
): ColumnOf<Item> => ({ heading, kind: 'text', decimals: 0, width, of });

export const numberColumn = <Item>(
  heading: string,
  width: number,
  of: (item: Item) => number | null,
  decimals = 0,
): ColumnOf<Item> => ({ heading, kind: 'number', decimals, width, of });

export const dateColumn = <Item>(heading: string, of: (item: Item) => string | null): ColumnOf<Item> => ({
  heading,
  kind: 'date',
  decimals: 0,
  width: 11,
  of,
});

export const instantColumn = <Item>(heading: string, of: (item: Item) => number | null): ColumnOf<Item> => ({
  heading,
  kind: 'instant',
  decimals: 0,
  width: 19,
  of,
});

export const durationColumn = <Item>(heading: string, of: (item: Item) => number | null): ColumnOf<Item> => ({
  heading,
  kind: 'duration',
  decimals: 0,
  width: 9,
  of,
});

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Whole seconds as `12:05:09`; hours are not days. */
export const printDuration = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;

/** A cell as text; empty for none. */
export const printCell = (cell: Cell, { kind, decimals }: Column): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (kind === 'instant') return printLocalTime(cell);
  return kind === 'duration' ? printDuration(cell) : cell.toFixed(decimals);
};

/** The table without the columns in which nothing stands. */
export const withoutEmptyColumns = (table: Table): Table => {
  const isUsed = (i: number): boolean => table.rows.some((row) => row[i] !== null && row[i] !== '');
  const used = table.columns.map((_, i) => isUsed(i));
  return {
    ...table,
    columns: table.columns.filter((_, i) => used[i]),
    rows: table.rows.map((row) => row.filter((_, i) => used[i])),
  };
};

/** A table with one row for each item. */
export const tableOf = <Item>(
  name: string,
  columns: readonly ColumnOf<Item>[],
  items: readonly Item[],
): Table => ({ name, columns, rows: items.map((item) => columns.map((column) => column.of(item))) });
