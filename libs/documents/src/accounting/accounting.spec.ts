import { parse } from 'csv-parse/sync';
import { ACCOUNT_SETTINGS, accountSettingsOf, type Invoice } from '#domain';
import { decodeText } from '../decode-text.js';
import { invoiceOf, settlementDocument } from '../hand-built-documents.js';
import { writeFreee } from './freee.js';
import { writeMoneyForward } from './money-forward.js';
import { writeYayoi } from './yayoi.js';

/** Lines and cells as a CSV reader has them. */
const rowsOf = (bytes: Uint8Array): string[][] =>
  parse(decodeText(bytes, 'file.csv'), { relax_column_count: true });

const { settlement } = settlementDocument(31);
const invoice = invoiceOf(settlement);
const twoRates: Invoice = {
  ...invoice,
  invoiceNo: 'C01-2026-0002',
  recipient: { clientCode: 'shi', addressee: '=𠮷田町長' },
  contractTitle: `髙い名前の契約${'長'.repeat(40)}`,
  taxTotals: [
    { taxPercent: 10, netYen: 1001, taxYen: 100 },
    { taxPercent: 8, netYen: 201, taxYen: 16 },
  ],
};
const unregistered: Invoice = { ...invoice, invoiceNo: 'C01-2026-0003', isQualified: false };
const gross = invoice.totalYen;

describe('弥生', () => {
  const { bytes, unmapped } = writeYayoi([invoice, twoRates, unregistered]);
  const rows = rowsOf(bytes);

  it('has 25 columns, no headings and CRLF in CP932', () => {
    expect(rows.map((row) => row.length)).toEqual([25, 25, 25, 25]);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(Buffer.from(bytes).toString('latin1').split('\r\n')).toHaveLength(5);
  });

  it('books the receivable with tax against sales', () => {
    const [row] = rows;
    expect(row.slice(0, 11)).toEqual([
      '2000',
      '',
      '',
      '2027/01/31',
      '売掛金',
      '架空市長',
      '',
      '対象外',
      String(gross),
      '0',
      '売上高',
    ]);
    expect(row.slice(13, 17)).toEqual([
      '課税売上内10%',
      String(gross),
      String(invoice.taxYen),
      'C01-2026-0001 令和8年度 架空市道路除雪業務委託(単価契約)',
    ]);
    expect([row[19], row[24]]).toEqual(['0', 'no']);
  });

  it('keeps rates apart, cuts between characters, and makes no formula', () => {
    const [, ten, eight, none] = rows;
    expect([ten[8], ten[15], eight[8], eight[15], eight[13]]).toEqual([
      '1101',
      '100',
      '217',
      '16',
      '課税売上内軽減8%',
    ]);
    expect(ten[5]).toBe("'=〓田町長");
    expect(ten[16]).toBe(`C01-2026-0002 髙い名前の契約${'長'.repeat(18)}`);
    expect([none[13], none[15]]).toEqual(['対象外', '0']);
    expect(unmapped.map(({ character }) => character)).toEqual(['𠮷']);
  });

  it('books an invoice that was replaced no more, and refuses a rate without a name', () => {
    const reissued: Invoice = {
      ...invoice,
      invoiceNo: 'C01-2026-0009',
      replaces: { invoiceNo: invoice.invoiceNo, reason: '誤記' },
    };
    expect(rowsOf(writeYayoi([invoice, reissued]).bytes).map((row) => row[16].slice(0, 13))).toEqual([
      'C01-2026-0009',
    ]);
    const own = accountSettingsOf({ receivable: '未収入金', yayoiTax: { 8: '軽減' } });
    const [row] = rowsOf(writeYayoi([invoice], own).bytes);
    expect([row[4], row[10], row[13]]).toEqual(['未収入金', '売上高', '課税売上内10%']);
    expect(() => writeYayoi([twoRates], { ...ACCOUNT_SETTINGS, yayoiTax: { 10: 'x' } })).toThrow('8 %');
  });
});

describe('マネーフォワード', () => {
  const [head, ...rows] = rowsOf(writeMoneyForward([invoice, twoRates]));

  it('has the headings of the template, A to AA', () => {
    expect(head).toHaveLength(27);
    expect(head.slice(0, 10)).toEqual([
      '取引No',
      '取引日',
      '借方勘定科目',
      '借方補助科目',
      '借方部門',
      '借方取引先',
      '借方税区分',
      '借方インボイス',
      '借方金額(円)',
      '借方税額',
    ]);
    expect([head[17], head[18], head[26]]).toEqual(['貸方税額', '摘要', '最終更新者']);
  });

  it('books both sides, the rates of an invoice under one number', () => {
    expect(rows.map((row) => [row[0], row[1], row[8], row[16], row[17]])).toEqual([
      ['1', '2027/01/31', String(gross), String(gross), String(invoice.taxYen)],
      ['2', '2027/01/31', '1101', '1101', '100'],
      ['2', '2027/01/31', '217', '217', '16'],
    ]);
    expect(rows[1][5]).toBe("'=𠮷田町長");
    expect(rows[2][14]).toBe('課税売上 (軽)8%');
  });
});

describe('freee', () => {
  const [head, ...rows] = rowsOf(writeFreee([twoRates, invoice]));

  it('is income with tax included, further rates below it', () => {
    expect([head.length, head[0], head[7], head[20]]).toEqual([21, '収支区分', '税区分', '決済金額']);
    expect(rows.map((row) => [row[0], row[1], row[2], row[8], row[9], row[10]])).toEqual([
      ['収入', 'C01-2026-0002', '2027/01/31', '1101', '内税', '100'],
      ['', 'C01-2026-0002', '2027/01/31', '217', '内税', '16'],
      ['収入', 'C01-2026-0001', '2027/01/31', String(gross), '内税', String(invoice.taxYen)],
    ]);
    expect(rows.every((row) => row.length === 21)).toBe(true);
  });
});
