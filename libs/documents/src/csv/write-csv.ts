import { printCell, type Table } from '../table.js';
import { type Cp932Text, encodeCp932 } from './cp932.js';

/** Those of double width too, to be safe: spreadsheets in Japanese may take them for the narrow ones; CP932 prints U+2212 as one. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠\u2212]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula: one that begins with `= + - @`, tab or a line's end gets an apostrophe
 * before it. A plain negative number stays one (domain.md §2.8; OWASP: CSV injection).
 */
export const withoutFormula = (text: string): string =>
  FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lines of cells as CSV, each line ended by CRLF as Excel writes it (RFC 4180); no cell is a formula. */
export const csvLines = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map((cell) => quoted(withoutFormula(cell))).join(',')}\r\n`).join('');

/** A table as CSV text with its headings in the first line. */
export const csvText = ({ columns, rows }: Table): string =>
  csvLines([
    columns.map(({ heading }) => heading),
    ...rows.map((row) => row.map((cell, i) => printCell(cell, columns[i]))),
  ]);

/** UTF-8 with BOM, without which Excel takes the file for CP932. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(`\uFEFF${text}`);

/** The two encodings that Japanese offices open: UTF-8 with BOM, and CP932 with what it cannot hold. */
export const writeCsv = (table: Table): { readonly utf8: Uint8Array; readonly cp932: Cp932Text } => {
  const text = csvText(table);
  return { utf8: encodeUtf8(text), cp932: encodeCp932(text) };
};
