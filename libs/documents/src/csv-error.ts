/** A place in a CSV file; line and column count from 1, as a spreadsheet shows them. */
export interface CsvPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The column's heading, where it is known. */
  readonly heading?: string;
}

/** Something in a CSV file is wrong: where, what, and what to do, in Japanese and English. */
export class CsvError extends Error {
  override readonly name = 'CsvError';

  constructor(
    readonly place: CsvPlace,
    readonly ja: string,
    readonly en: string,
  ) {
    super(printPlace(place, ja, en));
  }
}

const printPlace = ({ file, line, column, heading }: CsvPlace, ja: string, en: string): string => {
  const inJapanese = heading === undefined ? '' : `「${heading}」`;
  const inEnglish = heading === undefined ? '' : ` "${heading}"`;
  return `${file} ${line}行 ${column}列目${inJapanese}: ${ja}\n  ${file} line ${line}, column ${column}${inEnglish}: ${en}`;
};
