import { ACCOUNT_SETTINGS, type AccountSettings, type Invoice } from '#domain';
import { type Cp932Text, cp932Bytes, encodeCp932 } from '../csv/cp932.js';
import { csvLines, withoutFormula } from '../csv/write-csv.js';
import { type JournalEntry, journalEntries, taxClassOf } from './journal-entry.js';

/** One journal of one line, no slip. */
const SINGLE_JOURNAL = '2000';
const JOURNAL_TYPE = '0';
const NO_ADJUSTMENT = 'no';
/** Limits in bytes of CP932; what is longer would be cut in the middle of a character. */
const NAME_BYTES = 24;
const SUMMARY_BYTES = 64;

/** As much of a text as fits into so many bytes of CP932, with the apostrophe that keeps it from being a formula. */
const cut = (text: string, bytes: number): string => {
  let kept = '';
  for (const character of withoutFormula(text)) {
    if (cp932Bytes(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
};

/** Columns A to Y. */
const cells = (entry: JournalEntry, settings: AccountSettings): string[] => [
  SINGLE_JOURNAL,
  '', // 伝票No
  '', // 決算
  entry.date,
  cut(settings.receivable, NAME_BYTES),
  cut(entry.party, NAME_BYTES),
  '', // 借方部門
  settings.noTax,
  String(entry.grossYen),
  '0',
  cut(settings.sales, NAME_BYTES),
  '', // 貸方補助科目
  '', // 貸方部門
  taxClassOf(settings.yayoiTax, settings, entry.taxPercent),
  String(entry.grossYen),
  String(entry.taxYen),
  cut(entry.summary, SUMMARY_BYTES),
  '', // 番号
  '', // 期日
  JOURNAL_TYPE,
  '', // 生成元
  '', // 仕訳メモ
  '', // 付箋1
  '', // 付箋2
  NO_ADJUSTMENT,
];

/** 弥生会計: 25 columns without headings, CP932 (domain.md §2.8). */
export const writeYayoi = (
  invoices: readonly Invoice[],
  settings: AccountSettings = ACCOUNT_SETTINGS,
): Cp932Text => encodeCp932(csvLines(journalEntries(invoices).map((entry) => cells(entry, settings))));
