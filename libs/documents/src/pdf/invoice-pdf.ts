import type { Content } from 'pdfmake';
import { type BankAccount, type ContactPerson, creditorNoOf, type Invoice, templateOf } from '#domain';
import { paymentTermText } from '../payment-term-text.js';
import { type InvoiceDocument, invoiceLinesTable, taxTotalsTable } from '../tables/invoice-tables.js';
import { ACCOUNT_KIND_JA } from '../words.js';
import { CONTENT_PT, dataTable, type Field, fieldGrid, heading, note, text, title, yen } from './layout.js';
import { printPdf } from './print-pdf.js';

const WIDTH = CONTENT_PT.portrait;
const ISSUER_PT = 250;

const person = (who: ContactPerson | null): string => (who === null ? '' : `${who.name}(電話 ${who.phone})`);

const kanjiDate = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日`;
};

/** With 様 after it where the address has no such word yet. */
const addressed = (addressee: string): string =>
  /(様|殿|御中|宛|あて)$/u.test(addressee) ? addressee : `${addressee} 様`;

/** Whom it is for on the left, whose it is on the right. */
const parties = ({ recipient, issuer, issuedOn, invoiceNo, isQualified }: Invoice): Content => {
  const issuerLines = [
    `発行日 ${kanjiDate(issuedOn)}`,
    `請求書番号 ${invoiceNo}`,
    ...(isQualified ? [`登録番号 ${issuer.registrationNo}`] : []),
    issuer.address,
    issuer.name,
    `${issuer.representativeTitle} ${issuer.representativeName}${issuer.isSealed ? ' ㊞' : ''}`,
  ];
  return {
    columns: [
      {
        width: '*',
        stack: [text(addressed(recipient.addressee), { fontSize: 13, bold: true, margin: [0, 6, 12, 0] })],
      },
      { width: ISSUER_PT, stack: issuerLines.map((line) => text(line, { fontSize: 9 })) },
    ],
    margin: [0, 0, 0, 10],
  };
};

const totals = (invoice: Invoice): Content[] => [
  text('下記のとおり請求します。', { margin: [0, 0, 0, 6] }),
  text(`ご請求金額 ${yen(invoice.totalYen)}(税込)`, {
    fontSize: 15,
    bold: true,
    alignment: 'center',
    margin: [0, 2, 0, 8],
  }),
  fieldGrid(
    [
      ['件名', invoice.contractTitle],
      ['契約番号', invoice.contractId],
      ['取引期間', `${invoice.fromDate} ～ ${invoice.toDate}`],
      ['対象', invoice.month === null ? '年度末精算' : `${invoice.month.replace('-', ' 年 ')} 月分`],
    ],
    2,
    WIDTH,
  ),
];

/** Lines; where the authority asks for the basis, with quantity and unit price (請求根拠). */
const details = (invoice: Invoice): Content[] => {
  const full = invoiceLinesTable(invoice);
  if (templateOf(invoice.recipient).items.includes('basis'))
    return [heading('請求根拠(名称・数量・単価)'), dataTable(full, { widthPt: WIDTH, fontSize: 8 })];
  const kept = full.columns.map(({ heading: name }) => !/^(数量|単価)/.test(name));
  const plain = {
    ...full,
    columns: full.columns.filter((_, i) => kept[i]),
    rows: full.rows.map((row) => row.filter((_, i) => kept[i])),
  };
  return [heading('請求内容'), dataTable(plain, { widthPt: WIDTH, fontSize: 8 })];
};

/** 税率ごとの合計と消費税額: tax once per rate. An unregistered business charges what corresponds to tax. */
const taxes = (invoice: Invoice): Content[] => {
  const table = taxTotalsTable(invoice);
  const columns = table.columns.map((column) =>
    column.heading.startsWith('消費税') && !invoice.isQualified
      ? { ...column, heading: '消費税相当額(円)' }
      : column,
  );
  const sums = ['計', invoice.netYen.toLocaleString('en'), invoice.taxYen.toLocaleString('en')];
  return [
    heading('税率ごとの合計(消費税は税率ごとに 1 回端数処理)'),
    dataTable({ ...table, columns }, { widthPt: WIDTH * 0.7, fontSize: 8, totals: sums }),
  ];
};

const accountText = (account: BankAccount | null): string =>
  account === null
    ? ''
    : `${account.bankName} ${account.branchName} ${ACCOUNT_KIND_JA[account.kind]} ${account.accountNo} 名義 ${account.holderKana}`;

const creditorFields = (invoice: Invoice): Field[] => {
  const creditorNo = creditorNoOf(invoice);
  return creditorNo === '' ? [] : [['債権者番号', creditorNo]];
};

const contacts = (invoice: Invoice): Content[] => [
  fieldGrid(
    [
      [
        '振込先口座',
        `${accountText(invoice.issuer.bankAccount)}${invoice.issuer.hasPowerOfAttorney ? '(委任状添付)' : ''}`,
      ],
      ['請求者カナ', invoice.issuer.nameKana],
      ['発行責任者', person(invoice.issuer.responsible)],
      ['担当者', person(invoice.issuer.inCharge)],
      ...creditorFields(invoice),
    ],
    2,
    WIDTH,
  ),
];

const remarks = ({ invoice, rootHash, terms }: InvoiceDocument): Content[] => {
  const { replaces } = invoice;
  const lines = [
    ...(replaces === null
      ? []
      : [`この請求書は ${replaces.invoiceNo} を取り消して再発行するものです。理由: ${replaces.reason}`]),
    paymentTermText(terms),
    `精算の検証用ファイル一式のルートハッシュ(SHA-256): ${rootHash ?? '未作成'}`,
    '記載の金額は訂正できません。誤りがある場合は再発行します。',
  ];
  return [heading('備考'), ...lines.map(note)];
};

/**
 * 請求書, A4: for a registered business a 適格請求書 with its six items (domain.md §2.5), else a plain one; besides, what its
 * recipient asks for.
 */
export const printInvoice = (document: InvoiceDocument): Promise<Uint8Array> => {
  const { invoice } = document;
  const content: Content[] = [
    title(invoice.title),
    ...(invoice.isQualified
      ? [text('(適格請求書)', { alignment: 'center', fontSize: 8, margin: [0, -8, 0, 6] })]
      : []),
    parties(invoice),
    ...totals(invoice),
    ...details(invoice),
    ...taxes(invoice),
    ...contacts(invoice),
    ...remarks(document),
  ];
  return printPdf(content, {
    number: `${invoice.title} ${invoice.invoiceNo}`,
    date: invoice.issuedOn,
    author: invoice.issuer.name,
    orientation: 'portrait',
  });
};
