import { CsvError, type CsvRow, type CsvTable } from '#documents';

/** A column of a file of the register: its headings, the English one first. */
export interface Column {
  readonly headings: readonly string[];
  readonly required?: true;
}

/** What was found while reading: errors keep everything from being written, warnings do not. */
export class Findings {
  readonly errors: CsvError[] = [];
  readonly warnings: CsvError[] = [];
}

/** Full-width letters and digits, case, spaces, underscores and brackets make no difference. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_()・]/g, '');

/** One row of a file, read by field instead of by column. */
export class SheetRow<Field extends string> {
  constructor(
    private readonly table: CsvTable,
    private readonly row: CsvRow,
    private readonly columnOf: ReadonlyMap<Field, number>,
    readonly findings: Findings,
  ) {}

  /** The cell's text; empty where the file has no such column. */
  text(field: Field): string {
    const column = this.columnOf.get(field);
    return column === undefined ? '' : this.row.cells[column];
  }

  /** The cell's text, an error where it is empty. */
  required(field: Field): string {
    const text = this.text(field);
    if (text === '') this.refuse(field, '空です。値を入れてください。', 'The cell is empty: fill it in.');
    return text;
  }

  /** A code that other files refer to: full-width letters count as plain ones. */
  code(field: Field): string {
    return this.required(field).normalize('NFKC');
  }

  /** A code of another file; null where the cell is empty. */
  reference(field: Field): string | null {
    return this.text(field).normalize('NFKC') || null;
  }

  /** A number between two bounds; null where the cell is empty. */
  number(field: Field, min: number, max: number): number | null {
    const text = this.text(field).normalize('NFKC');
    const value = Number(text);
    if (text === '') return null;
    if (Number.isFinite(value) && value >= min && value <= max) return value;
    this.refuse(
      field,
      `「${text}」は使えません。${min}〜${max} の数を入れてください。`,
      `"${text}" cannot be used: give a number from ${min} to ${max}.`,
    );
    return null;
  }

  /** A word of a list, in English or Japanese; null where the cell is empty. */
  word<Word extends string>(field: Field, words: Readonly<Record<string, Word>>): Word | null {
    const text = this.text(field);
    const word = words[plain(text)];
    if (text === '' || word !== undefined) return word ?? null;
    const known = [...new Set(Object.values(words))].join(', ');
    this.refuse(
      field,
      `「${text}」は知らない言葉です。${known} か、その日本語を書いてください。`,
      `"${text}" is not a known word: write one of ${known}.`,
    );
    return null;
  }

  refuse(field: Field, ja: string, en: string): void {
    this.findings.errors.push(this.finding(field, ja, en));
  }

  warn(field: Field, ja: string, en: string): void {
    this.findings.warnings.push(this.finding(field, ja, en));
  }

  private finding(field: Field, ja: string, en: string): CsvError {
    const column = this.columnOf.get(field) ?? 0;
    const { file, header } = this.table;
    return new CsvError({ file, line: this.row.line, column: column + 1, heading: header[column] }, ja, en);
  }
}

const findColumns = <Field extends string>(
  table: CsvTable,
  columns: Readonly<Record<Field, Column>>,
  findings: Findings,
): Map<Field, number> => {
  const columnOf = new Map<Field, number>();
  for (const [index, heading] of table.header.entries()) {
    const place = { file: table.file, line: 1, column: index + 1, heading };
    const field = (Object.keys(columns) as Field[]).find((name) =>
      columns[name].headings.some((known) => plain(known) === plain(heading)),
    );
    if (field === undefined) {
      const [ja, en] = ['この列は使いません。', 'This column is not used.'];
      if (heading !== '') findings.warnings.push(new CsvError(place, ja, en));
    } else if (columnOf.has(field)) {
      const [ja, en] = ['同じ列が二つあります。一つにしてください。', 'The column is there twice: keep one.'];
      findings.errors.push(new CsvError(place, ja, en));
    } else {
      columnOf.set(field, index);
    }
  }
  return columnOf;
};

/** The rows of a file by its columns, none where a required column is missing. */
export const sheetRows = <Field extends string>(
  table: CsvTable,
  columns: Readonly<Record<Field, Column>>,
  findings: Findings,
): SheetRow<Field>[] => {
  const columnOf = findColumns(table, columns, findings);
  const missing = (Object.keys(columns) as Field[]).filter(
    (field) => columns[field].required && !columnOf.has(field),
  );
  for (const field of missing) {
    const [english, japanese = english] = columns[field].headings;
    findings.errors.push(
      new CsvError(
        { file: table.file, line: 1, column: table.header.length + 1 },
        `見出し「${japanese}」の列がありません。加えてください。`,
        `There is no column "${english}": add it.`,
      ),
    );
  }
  return missing.length > 0 ? [] : table.rows.map((row) => new SheetRow(table, row, columnOf, findings));
};
