import type { Fault } from '../fault.js';
import type { ContactPerson, Invoice } from './invoice.js';

/** What authorities ask for on an invoice. */
export const INVOICE_ITEMS = [
  'addressee',
  'claimant_address',
  'claimant_name',
  'representative',
  'seal_or_contact',
  'amount_and_tax',
  'detail',
  'basis',
  'bank_account',
  'account_holder',
] as const;
export type InvoiceItem = (typeof INVOICE_ITEMS)[number];

/** The list of one authority, with where it comes from. */
export interface InvoiceTemplate {
  readonly name: string;
  readonly items: readonly InvoiceItem[];
}

const COMMON: readonly InvoiceItem[] = [
  'addressee',
  'claimant_address',
  'claimant_name',
  'representative',
  'seal_or_contact',
  'amount_and_tax',
  'detail',
  'bank_account',
  'account_holder',
];

/** 野々市市: seal omission since 2021-10-01, account in the claimant's name or 委任状 (domain.md §2.5). Kanazawa's own is unknown. */
export const NONOICHI_INVOICE: InvoiceTemplate = { name: '野々市市', items: COMMON };
/** 小松市: the same and 請求根拠 (name, unit price, quantity) (domain.md §2.5). */
export const KOMATSU_INVOICE: InvoiceTemplate = { name: '小松市', items: [...COMMON, 'basis'] };

const isFilled = (text: string): boolean => text.trim() !== '';
const isReachable = (person: ContactPerson | null): boolean =>
  person !== null && isFilled(person.name) && isFilled(person.phone);

/** Kana without spaces and width, as two spellings of one name compare. */
const plainKana = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

const HAS: Readonly<Record<InvoiceItem, (invoice: Invoice) => boolean>> = {
  addressee: ({ recipient }) => isFilled(recipient.addressee),
  claimant_address: ({ issuer }) => isFilled(issuer.address),
  claimant_name: ({ issuer }) => isFilled(issuer.name),
  representative: ({ issuer }) => isFilled(issuer.representativeTitle) && isFilled(issuer.representativeName),
  seal_or_contact: ({ issuer }) =>
    issuer.isSealed || (isReachable(issuer.responsible) && isReachable(issuer.inCharge)),
  amount_and_tax: ({ taxTotals, totalYen }) => taxTotals.length > 0 && totalYen > 0,
  detail: ({ lines }) => lines.length > 0 && lines.every(({ description }) => isFilled(description)),
  basis: ({ lines }) => lines.some(({ seconds, yenPerHour }) => seconds !== null && yenPerHour !== null),
  bank_account: ({ issuer }) =>
    issuer.bankAccount !== null &&
    [issuer.bankAccount.bankName, issuer.bankAccount.branchName, issuer.bankAccount.accountNo].every(
      isFilled,
    ),
  account_holder: ({ issuer }) =>
    issuer.hasPowerOfAttorney ||
    (isFilled(issuer.nameKana) &&
      plainKana(issuer.bankAccount?.holderKana ?? '') === plainKana(issuer.nameKana)),
};

const WORDS: Readonly<Record<InvoiceItem, readonly [string, string]>> = {
  addressee: ['宛名がありません。宛名を入力してください', 'has no addressee: enter one'],
  claimant_address: [
    '請求者の住所がありません。住所を入力してください',
    "lacks the claimant's address: enter it",
  ],
  claimant_name: ['請求者の名称がありません。名称を入力してください', "lacks the claimant's name: enter it"],
  representative: [
    '代表者の職名と氏名がありません。両方を入力してください',
    "lacks the representative's title and name: enter both",
  ],
  seal_or_contact: [
    '押印も、発行責任者と担当者の氏名・連絡先もありません。どちらかを用意してください',
    'has neither a seal nor names and phones of the persons responsible and in charge: give one or the other',
  ],
  amount_and_tax: [
    '金額と消費税額がありません。精算を確かめてください',
    'has no amount and tax: check the settlement',
  ],
  detail: ['請求の内容がありません。精算を確かめてください', 'has no detail: check the settlement'],
  basis: [
    '請求根拠(単価・数量)がありません。精算の内訳を確かめてください',
    'has no basis (unit price, quantity): check the settlement',
  ],
  bank_account: ['振込先口座がありません。口座を入力してください', 'has no bank account: enter one'],
  account_holder: [
    '口座名義が請求者と異なります。名義を直すか、委任状を添えてください',
    "has an account that is not in the claimant's name: correct the holder or add a power of attorney",
  ],
};

/** What an authority's list asks for and the invoice lacks, one sentence each. */
export const missingItems = (invoice: Invoice, { name, items }: InvoiceTemplate): Fault<InvoiceItem>[] =>
  items
    .filter((item) => !HAS[item](invoice))
    .map((item) => ({
      code: item,
      ja: `${name}の請求書には、${WORDS[item][0]}。`,
      en: `The invoice (list of ${name}) ${WORDS[item][1]}.`,
    }));
