import { ACCOUNT_SETTINGS, type AccountSettings, type Invoice } from '#domain';
import { csvLines, encodeUtf8 } from '../csv/write-csv.js';
import { journalEntries, taxClassOf } from './journal-entry.js';

/** Columns A to AA of the template; they must stand as they are (domain.md §2.8). */
const HEADINGS = [
  '取引No',
  '取引日',
  ...['借方', '貸方'].flatMap((side) => [
    `${side}勘定科目`,
    `${side}補助科目`,
    `${side}部門`,
    `${side}取引先`,
    `${side}税区分`,
    `${side}インボイス`,
    `${side}金額(円)`,
    `${side}税額`,
  ]),
  '摘要',
  '仕訳メモ',
  'タグ',
  'MF仕訳タイプ',
  '決算整理仕訳',
  '作成日時',
  '作成者',
  '最終更新日時',
  '最終更新者',
];
/** From 仕訳メモ on. */
const UNUSED = Array<string>(8).fill('');

/** マネーフォワード クラウド会計, 仕訳帳: lines with one 取引No are one journal. UTF-8. */
export const writeMoneyForward = (
  invoices: readonly Invoice[],
  settings: AccountSettings = ACCOUNT_SETTINGS,
): Uint8Array => {
  const numbers = new Map<string, number>();
  const rows = journalEntries(invoices).map((entry) => {
    if (!numbers.has(entry.invoiceNo)) numbers.set(entry.invoiceNo, numbers.size + 1);
    const party = entry.party;
    const sales = taxClassOf(settings.moneyForwardTax, settings, entry.taxPercent);
    const gross = String(entry.grossYen);
    return [
      String(numbers.get(entry.invoiceNo)),
      entry.date,
      ...[settings.receivable, '', '', party, settings.noTax, '', gross, '0'],
      ...[settings.sales, '', '', party, sales, '', gross, String(entry.taxYen)],
      entry.summary,
      ...UNUSED,
    ];
  });
  return encodeUtf8(csvLines([HEADINGS, ...rows]));
};
