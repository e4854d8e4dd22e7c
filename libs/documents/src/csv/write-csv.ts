import { type Cell, type Column, printCell, type Table } from '../table.js';
import { type Cp932Text, encodeCp932 } from './cp932.js';

const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula: one that begins with `= + - @`, tab or carriage return gets an apostrophe
 * before it. A plain negative number stays one (domain.md §2.8; OWASP: CSV injection).
 */
export const withoutFormula = (text: string): string =>
  FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Only texts can be formulas: what we print of a number never begins with one of their characters but a minus. */
const printed = (cell: Cell, column: Column): string =>
  typeof cell === 'string' ? withoutFormula(cell) : printCell(cell, column);

/** Lines of cells as CSV, each line ended by CRLF as Excel writes it (RFC 4180). */
export const csvLines = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');

/** A table as CSV text with its headings in the first line. */
export const csvText = ({ columns, rows }: Table): string =>
  csvLines([
    columns.map(({ heading }) => heading),
    ...rows.map((row) => row.map((cell, i) => printed(cell, columns[i]))),
  ]);

/** UTF-8 with BOM, without which Excel takes the file for CP932. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(`\uFEFF${text}`);

/** The two encodings that Japanese offices open: UTF-8 with BOM, and CP932 with what it cannot hold. */
export const writeCsv = (table: Table): { readonly utf8: Uint8Array; readonly cp932: Cp932Text } => {
  const text = csvText(table);
  return { utf8: encodeUtf8(text), cp932: encodeCp932(text) };
};
