import { ACCOUNT_SETTINGS, type AccountSettings, type Invoice } from '#domain';
import { csvLines, encodeUtf8 } from '../csv/write-csv.js';
import { journalEntries, taxClassOf } from './journal-entry.js';

/** First line of the template, which must not be removed (domain.md §2.8). */
const HEADINGS = [
  '収支区分',
  '管理番号',
  '発生日',
  '決済期日',
  '取引先コード',
  '取引先',
  '勘定科目',
  '税区分',
  '金額',
  '税計算区分',
  '税額',
  '備考',
  '品目',
  '部門',
  'メモタグ（複数指定可、カンマ区切り）',
  'セグメント1',
  'セグメント2',
  'セグメント3',
  '決済日',
  '決済口座',
  '決済金額',
];
const INCOME = '収入';
const TAX_INCLUDED = '内税';
/** From 品目 on: not settled yet. */
const UNUSED = Array<string>(9).fill('');

/** freee 取引インポート: income not settled yet. Further rates of an invoice stand below it without 収支区分. UTF-8. */
export const writeFreee = (
  invoices: readonly Invoice[],
  settings: AccountSettings = ACCOUNT_SETTINGS,
): Uint8Array => {
  const entries = journalEntries(invoices);
  const rows = entries.map((entry, i) => [
    entries[i - 1]?.invoiceNo === entry.invoiceNo ? '' : INCOME,
    entry.invoiceNo,
    entry.date,
    '',
    '',
    entry.party,
    settings.sales,
    taxClassOf(settings.freeeTax, settings, entry.taxPercent),
    String(entry.grossYen),
    TAX_INCLUDED,
    String(entry.taxYen),
    entry.summary,
    ...UNUSED,
  ]);
  return encodeUtf8(csvLines([HEADINGS, ...rows]));
};
