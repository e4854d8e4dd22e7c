import type { InvoiceRecipient } from './invoice.js';

/** What authorities, and the law, ask for on an invoice. */
export const INVOICE_ITEMS = [
  'addressee',
  'claimant_name',
  'amount_and_tax',
  'detail',
  'claimant_address',
  'representative',
  'seal_or_person',
  'seal_or_creditor',
  'both_persons',
  'basis',
  'bank_account',
  'account_holder',
] as const;
export type InvoiceItem = (typeof INVOICE_ITEMS)[number];

/** A list of items, and whose it is. */
export interface InvoiceTemplate {
  readonly name: { readonly ja: string; readonly en: string };
  readonly items: readonly InvoiceItem[];
}

/** Of the six items of a 適格請求書 (消費税法第57条の4; domain.md §2.5) those that given data may lack. */
export const LAWFUL_INVOICE: InvoiceTemplate = {
  name: { ja: '消費税法', en: 'the Consumption Tax Act' },
  items: ['addressee', 'claimant_name', 'amount_and_tax', 'detail'],
};

const COMMON: readonly InvoiceItem[] = [
  ...LAWFUL_INVOICE.items,
  'claimant_address',
  'representative',
  'bank_account',
  'account_holder',
];

/** The lists that are known (domain.md §2.5). */
export const INVOICE_TEMPLATES = {
  /** Since 2021-10-01 a seal, or full name and contact of the issuing person; an account in the claimant's name, or 委任状. */
  nonoichi: { name: { ja: '野々市市', en: 'Nonoichi City' }, items: [...COMMON, 'seal_or_person'] },
  /** The same and 請求根拠 (name, unit price, quantity); 債権者登録 stands for a seal, too. */
  komatsu: { name: { ja: '小松市', en: 'Komatsu City' }, items: [...COMMON, 'seal_or_creditor', 'basis'] },
  /** 発行責任者 and 担当者, both with a phone. */
  two_persons: {
    name: { ja: '発行責任者・担当者を求める市', en: 'cities that ask for two persons' },
    items: [...COMMON, 'both_persons'],
  },
} as const satisfies Readonly<Record<string, InvoiceTemplate>>;
export type InvoiceTemplateCode = keyof typeof INVOICE_TEMPLATES;
export const INVOICE_TEMPLATE_CODES = Object.keys(INVOICE_TEMPLATES) as readonly InvoiceTemplateCode[];

/** For a client whose list nobody has loaded: Komatsu's has everything. Kanazawa's own is not published. */
const BORROWED: InvoiceTemplate = {
  name: { ja: '小松市の例による', en: "Komatsu City's, as an example" },
  items: INVOICE_TEMPLATES.komatsu.items,
};

/** What the recipient asks for. */
export const templateOf = ({ template }: InvoiceRecipient): InvoiceTemplate =>
  template === undefined ? BORROWED : INVOICE_TEMPLATES[template];
