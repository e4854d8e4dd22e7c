import { parseCsv } from './csv-table.js';
import { documentsOf, type SettledDocuments } from './every-format.js';
import {
  CONTRACTOR_NAME,
  FORMULA_REMARK,
  invoiceDocument,
  reportDocument,
  settlementDocument,
} from './hand-built-documents.js';
import { printInvoice } from './pdf/invoice-pdf.js';

const invoice = invoiceDocument();
const settled: SettledDocuments = {
  reports: [reportDocument()],
  settlement: settlementDocument(),
  invoice: { ...invoice, pdf: await printInvoice(invoice) },
  buyer: { schemeId: '0188', id: '4000020172014' },
  seller: { schemeId: '0188', id: '7123456789012' },
  side: 'issuer',
};

const namesOf = (files: readonly { fileName: string }[]): string[] => files.map(({ fileName }) => fileName);

describe('every format of one settlement', () => {
  it('has every format of the three documents, each under its own name', async () => {
    const { files, notes } = await documentsOf(settled);
    expect(notes).toEqual([]);
    const names = namesOf(files);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[^\\/:*?"<>|\s]+\.(pdf|xlsx|csv|xml)$/.test(name))).toBe(true);
    expect(names).toEqual([
      '日報_N20270112-J01-K-shi_第1版.pdf',
      '日報_K-shi_2027-01.xlsx',
      '日報_K-shi_2027-01_日報一覧.csv',
      '日報_K-shi_2027-01_日報明細.csv',
      '精算書_K-shi_2027-01.pdf',
      '精算書_K-shi_2027-01.xlsx',
      '精算書_K-shi_2027-01_出来高内訳書.csv',
      '精算書_K-shi_2027-01_待機・固定費.csv',
      `20270205_架空市長_${settled.invoice!.invoice.totalYen}.pdf`,
      '請求書_C01-2026-0001.xlsx',
      '請求書_C01-2026-0001_請求書.csv',
      '請求書_C01-2026-0001_請求明細.csv',
      'マネーフォワード_C01-2026-0001.csv',
      'freee_C01-2026-0001.csv',
      'JP-PINT_C01-2026-0001.xml',
      '日報_K-shi_2027-01_日報一覧_CP932.csv',
      '日報_K-shi_2027-01_日報明細_CP932.csv',
      '精算書_K-shi_2027-01_出来高内訳書_CP932.csv',
      '精算書_K-shi_2027-01_待機・固定費_CP932.csv',
      '弥生_C01-2026-0001.csv',
      '請求書_C01-2026-0001_請求書_CP932.csv',
      '請求書_C01-2026-0001_請求明細_CP932.csv',
      'CP932置換一覧.csv',
    ]);
    const bytesOf = (name: string): Uint8Array => files.find(({ fileName }) => fileName === name)!.bytes;
    const list = parseCsv(bytesOf('日報_K-shi_2027-01_日報一覧.csv'), 'list');
    expect(list.rows[0].cells).toContain(CONTRACTOR_NAME);
    expect(list.rows[0].cells).toContain(`'${FORMULA_REMARK}`);
    const replaced = parseCsv(bytesOf('CP932置換一覧.csv'), 'replaced');
    expect(replaced.rows.map(({ cells }) => cells[1])).toEqual(['𠮷', '𠮷']);
  });

  it('makes the same bytes again', async () => {
    const [{ files: once }, { files: again }] = [await documentsOf(settled), await documentsOf(settled)];
    expect(again.every(({ bytes }, i) => Buffer.from(bytes).equals(once[i].bytes))).toBe(true);
  });

  it('leaves out the invoice that there is none of, and JP PINT where a party has no endpoint', async () => {
    const unpaid = await documentsOf({ ...settled, reports: [], invoice: null, buyer: null });
    expect(namesOf(unpaid.files).filter((name) => /請求|JP-PINT|弥生|日報_/.test(name))).toEqual([]);
    expect(unpaid.notes).toEqual([]);
    const plain = await documentsOf({ ...settled, reports: [], buyer: null, seller: null });
    expect(namesOf(plain.files).some((name) => name.startsWith('JP-PINT'))).toBe(false);
    expect(plain.notes.map(({ en }) => en)).toEqual([
      'There is no JP PINT: client "架空市長" has no Peppol address. Enter peppol in recipients.json.',
      `There is no JP PINT: contractor "${CONTRACTOR_NAME}" has neither a registration number nor a Peppol address. Enter peppol in issuers.json.`,
    ]);
  });
});
