import { parse } from 'csv-parse/sync';
import { CsvError, type CsvPlace } from './csv-error.js';
import { decodeText } from './decode-text.js';

/** A cell with its place: line and column count from 1, as a spreadsheet shows them. */
export interface CsvRow {
  readonly line: number;
  /** Trimmed; as many as the header has. */
  readonly cells: readonly string[];
}

/** A CSV file with a header line. */
export interface CsvTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

const QUOTE_JA = '引用符(")の対応が正しくありません。セルを "…" で囲み、中の " は "" と書いてください。';
const QUOTE_EN = 'The quotes (") do not pair: enclose the cell in "…" and write a quote inside it as "".';

const parseRecords = (text: string, file: string): ParsedRecord[] => {
  try {
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as ParsedRecord[];
  } catch (error) {
    const { lines = 1, column = 0 } = error as { lines?: number; column?: number };
    const place = { file, line: lines, column: Number.isInteger(column) ? column + 1 : 1 };
    throw new CsvError(place, QUOTE_JA, QUOTE_EN);
  }
};

/** Cells beyond the header hold something: a comma too many. */
const checkWidth = (place: CsvPlace, cells: readonly string[], width: number): void => {
  if (cells.slice(width).every((cell) => cell === '')) return;
  throw new CsvError(
    { ...place, column: width + 1 },
    `見出しは ${width} 列ですが、この行は ${cells.length} 列あります。余分なカンマを除いてください。`,
    `The header has ${width} columns, this line has ${cells.length}: remove the comma that is too many.`,
  );
};

/**
 * Reads a CSV file with a header: UTF-8 with or without BOM, or CP932; CRLF or LF.
 * @throws CsvError that names file, line and column.
 */
export const parseCsv = (bytes: Uint8Array, file: string): CsvTable => {
  const [head, ...records] = parseRecords(decodeText(bytes, file), file);
  if (head === undefined) {
    throw new CsvError(
      { file, line: 1, column: 1 },
      'ファイルが空です。1行目に見出しを書いてください。',
      'The file is empty: write the header in its first line.',
    );
  }
  const width = head.record.length;
  const rows = records
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .map(({ record, info }) => {
      checkWidth({ file, line: info.lines, column: 1 }, record, width);
      return { line: info.lines, cells: head.record.map((_, index) => record[index] ?? '') };
    });
  return { file, header: head.record, rows };
};
