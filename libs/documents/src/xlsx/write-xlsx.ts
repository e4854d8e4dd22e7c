import { unzipSync } from 'fflate';
import writeXlsxFile, { type CellObject, type Row, type SheetData } from 'write-excel-file/node';
import { zipFiles } from '#bundle';
import type { Cell, Column, Table } from '../table.js';

const DAY_S = 86_400;
/** Excel has no time zones: its cells hold what the clock in Japan shows. */
const OFFSET_MS = 9 * 3_600_000;
const MAX_SHEET_NAME = 31;

const HEADING = { fontWeight: 'bold', backgroundColor: '#E8EDF2', align: 'center', wrap: true } as const;
const BORDER = { borderStyle: 'thin', borderColor: '#8A94A0', alignVertical: 'top' } as const;

const numberFormat = (decimals: number): string =>
  decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;

/** A date or instant as Excel counts it: a `Date` whose UTC fields are those of the clock in Japan. */
const cellOf = (cell: Cell, { kind, decimals }: Column): CellObject => {
  if (cell === null || cell === '') return { value: '', type: String, ...BORDER };
  if (kind === 'date')
    return { value: new Date(Date.parse(`${cell}T00:00:00Z`)), type: Date, format: 'yyyy/mm/dd', ...BORDER };
  if (typeof cell === 'string') return { value: cell, type: String, wrap: true, ...BORDER };
  if (kind === 'instant')
    return { value: new Date(cell + OFFSET_MS), type: Date, format: 'yyyy/mm/dd hh:mm:ss', ...BORDER };
  if (kind === 'duration') return { value: cell / DAY_S, type: Number, format: '[h]:mm:ss', ...BORDER };
  return { value: cell, type: Number, format: numberFormat(decimals), ...BORDER };
};

const sheetOf = ({ name, columns, rows }: Table) => {
  const head: Row = columns.map(({ heading }) => ({ value: heading, type: String, ...HEADING, ...BORDER }));
  const data: SheetData = [head, ...rows.map((row) => row.map((cell, i) => cellOf(cell, columns[i])))];
  return {
    data,
    sheet: name.replace(/[\\/?*[\]:]/gu, ' ').slice(0, MAX_SHEET_NAME),
    columns: columns.map(({ width }) => ({ width: width + 2 })),
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
  };
};

/** The library stamps the parts of its zip with the time of day. */
const withoutTimes = (bytes: Uint8Array): Uint8Array => zipFiles(new Map(Object.entries(unzipSync(bytes))));

/**
 * A spreadsheet with one sheet for each table: numbers, dates and durations are what they are, so that they can be summed.
 * Texts stay texts, whatever they begin with. The same tables make the same bytes.
 */
export const writeXlsx = async (tables: readonly Table[]): Promise<Uint8Array> =>
  withoutTimes(await writeXlsxFile(tables.map(sheetOf), { fontFamily: 'BIZ UDPゴシック' }).toBuffer());
