import { jest } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import {
  CONTRACTOR_NAME,
  FORMULA_REMARK,
  invoiceOf,
  reportDocument,
  settlementDocument,
} from '../hand-built-documents.js';
import { invoiceLinesTable, invoicesTable } from '../tables/invoice-tables.js';
import { reportLinesTable, reportsTable } from '../tables/report-tables.js';
import { settlementLinesTable } from '../tables/settlement-tables.js';
import { writeXlsx } from './write-xlsx.js';

type Value = string | number | boolean | Date | null;

/** Rows of a sheet by heading, as another library reads them. */
const sheetRows = async (bytes: Uint8Array, sheet: string): Promise<Record<string, Value>[]> => {
  const [head, ...rows] = (await readSheet(Buffer.from(bytes), sheet)) as Value[][];
  return rows.map((row) => Object.fromEntries(head.map((heading, i) => [heading, row[i]])));
};

/** The reader takes a duration for a date; Excel counts both from 1899-12-30. */
const secondsIn = (value: Value): number =>
  ((value as Date).getTime() - Date.parse('1899-12-30T00:00:00Z')) / 1000;

describe('spreadsheet writer', () => {
  const document = reportDocument();
  const settled = settlementDocument();

  it('writes a report whose numbers, dates and times are such, and whose texts are whole', async () => {
    const bytes = await writeXlsx([reportsTable([document]), reportLinesTable([document])]);
    const [row] = await sheetRows(bytes, '日報一覧');
    expect(row).toMatchObject({
      日報番号: document.report.reportNo,
      受注者: CONTRACTOR_NAME,
      特記事項: FORMULA_REMARK,
      運転手: '髙橋 𠮷男',
      版: 1,
      業務日: new Date('2027-01-12T00:00:00Z'),
    });
    expect(secondsIn(row.作業)).toBe(document.report.totals.workS);
    expect(row['走行距離(km)']).toBeCloseTo(document.report.totals.distanceM / 1000, 6);
    const lines = await sheetRows(bytes, '日報明細');
    const seconds = lines.map((line) => secondsIn(line.時間));
    expect(seconds).toEqual(
      [...document.report.dispatches[0].lines, ...document.report.outside].map((line) => line.seconds),
    );
  });

  it('writes a settlement and an invoice that sum to their totals', async () => {
    const invoice = invoiceOf(settled.settlement);
    const bytes = await writeXlsx([
      settlementLinesTable(settled),
      invoicesTable([invoice]),
      invoiceLinesTable(invoice),
    ]);
    const sum = async (sheet: string, heading: string): Promise<number> =>
      (await sheetRows(bytes, sheet)).reduce((before, row) => before + (row[heading] as number), 0);
    expect(await sum('出来高内訳書', '金額(円)')).toBe(settled.settlement.workYen);
    expect(await sum('請求明細', '金額(円)')).toBe(invoice.netYen);
    expect((await sheetRows(bytes, '請求書'))[0]).toMatchObject({
      請求者: CONTRACTOR_NAME,
      '請求金額(円)': invoice.totalYen,
      登録番号: 'T7123456789012',
    });
  });

  it('makes the same bytes of the same tables', async () => {
    const once = await writeXlsx([reportsTable([document])]);
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2030-06-01T12:00:00Z'));
    expect(Buffer.from(await writeXlsx([reportsTable([document])])).equals(once)).toBe(true);
    jest.restoreAllMocks();
  });
});
