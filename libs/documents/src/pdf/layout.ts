import type { Content, Style, TableLayout } from 'pdfmake';
import { type Cell, type Column, printCell, type Table } from '../table.js';
import { fontRuns } from './fonts.js';

/** The parts that every document is set from. */

/** Width in points of A4 without the margins of 36 points. */
export const CONTENT_PT = { portrait: 523, landscape: 769 } as const;

const PADDING_X = 3;
const LINE = 0.5;
const INK = '#333F4A';
const HEAD_FILL = '#E8EDF2';

/** Text in whatever fonts its characters need. */
export const text = (value: string, style: Style = {}): Content => {
  const runs = fontRuns(value);
  return runs.length === 1 ? { ...style, ...runs[0] } : { ...style, text: runs };
};

const GRID: TableLayout = {
  hLineWidth: () => LINE,
  vLineWidth: () => LINE,
  hLineColor: () => INK,
  vLineColor: () => INK,
  paddingLeft: () => PADDING_X,
  paddingRight: () => PADDING_X,
  paddingTop: () => 2,
  paddingBottom: () => 1.5,
};

/** Column widths in points that fill `widthPt`, in the proportion of `shares`. */
const pointWidths = (shares: readonly number[], widthPt: number): number[] => {
  const free = widthPt - shares.length * 2 * PADDING_X - (shares.length + 1) * LINE;
  const sum = shares.reduce((before, share) => before + share, 0);
  return shares.map((share) => (free * share) / sum);
};

const thousands = (value: number, decimals: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

const printed = (cell: Cell, column: Column): string =>
  typeof cell === 'number' && column.kind === 'number'
    ? thousands(cell, column.decimals)
    : printCell(cell, column);

const alignmentOf = ({ kind }: Column): 'left' | 'right' | 'center' =>
  kind === 'number' || kind === 'duration' ? 'right' : kind === 'text' ? 'left' : 'center';

const HEAD = { fillColor: HEAD_FILL, alignment: 'center', bold: true } as const;

export interface DataTableOptions {
  readonly widthPt: number;
  readonly fontSize?: number;
  /** A last row, such as totals; empty texts where there is none. */
  readonly totals?: readonly string[];
}

/** A table as it is on paper: headings again on every page, no row broken over two, numbers to the right. */
export const dataTable = ({ columns, rows }: Table, options: DataTableOptions): Content => {
  const { widthPt, fontSize = 7.5, totals } = options;
  const head: Content[] = columns.map(({ heading }) => text(heading, HEAD));
  const body = rows.map((row) =>
    row.map((cell, i) => text(printed(cell, columns[i]), { alignment: alignmentOf(columns[i]) })),
  );
  const last = totals?.map((total, i) =>
    text(total, {
      bold: true,
      alignment: alignmentOf(columns[i]),
      fillColor: HEAD_FILL,
    }),
  );
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: pointWidths(
        columns.map(({ width }) => width),
        widthPt,
      ),
      body: [head, ...body, ...(last === undefined ? [] : [last])],
    },
    layout: GRID,
    fontSize,
    margin: [0, 0, 0, 6],
  };
};

/** A label and what is written beside it. */
export type Field = readonly [label: string, value: string];

/** 記入欄: fields in rows of `perRow`, each a label and its value. */
export const fieldGrid = (fields: readonly Field[], perRow: number, widthPt: number): Content => {
  const padded = [...fields, ...Array<Field>((perRow - (fields.length % perRow)) % perRow).fill(['', ''])];
  const rows = Array.from({ length: padded.length / perRow }, (_, i) =>
    padded.slice(i * perRow, (i + 1) * perRow),
  );
  const shares = Array.from({ length: perRow }, () => [2, 5]).flat();
  return {
    table: {
      dontBreakRows: true,
      widths: pointWidths(shares, widthPt),
      body: rows.map((row) =>
        row.flatMap(([label, value]) => [text(label, { fillColor: HEAD_FILL }), text(value)]),
      ),
    },
    layout: GRID,
    fontSize: 8,
    margin: [0, 0, 0, 6],
  };
};

/** One wide field: a label in front, and a text of any length. */
export const wideField = ([label, value]: Field, widthPt: number): Content => ({
  table: {
    widths: pointWidths([1, 9], widthPt),
    body: [[text(label, { fillColor: HEAD_FILL }), text(value)]],
  },
  layout: GRID,
  fontSize: 8,
  margin: [0, 0, 0, 6],
});

export const title = (value: string): Content =>
  text(value, { fontSize: 17, bold: true, alignment: 'center', margin: [0, 0, 0, 8] });

export const heading = (value: string): Content =>
  text(value, { fontSize: 9.5, bold: true, margin: [0, 4, 0, 3] });

export const note = (value: string): Content => text(value, { fontSize: 7.5, margin: [0, 0, 0, 3] });

const STAMP_PT = 46;

/** 確認印: empty squares with a name above each, at the right. What is already known is printed inside. */
export const stampBoxes = (boxes: readonly Field[]): Content => ({
  columns: [
    { stack: [], width: '*' },
    {
      width: 'auto',
      table: {
        widths: boxes.map(() => STAMP_PT + 16),
        heights: (row: number) => (row === 0 ? 10 : STAMP_PT),
        body: [
          boxes.map(([label]) => text(label, HEAD)),
          boxes.map(([, value]) => text(value, { alignment: 'center', fontSize: 7 })),
        ],
      },
      layout: GRID,
      fontSize: 7.5,
    },
  ],
  margin: [0, 4, 0, 0],
});

/** Parts that stand on one page: what is signed with the boxes that it is signed in. */
export const together = (parts: readonly Content[]): Content => ({ stack: [...parts], unbreakable: true });

export const yen = (value: number): string => `${value.toLocaleString('en')} 円`;
