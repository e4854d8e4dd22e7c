import type { Fault } from '../fault.js';
import type { ContactPerson, Invoice } from './invoice.js';
import { type InvoiceItem, type InvoiceTemplate, LAWFUL_INVOICE, templateOf } from './invoice-templates.js';

const isFilled = (text: string): boolean => text.trim() !== '';
const isReachable = (person: ContactPerson | null): boolean =>
  person !== null && isFilled(person.name) && isFilled(person.phone);

/** Kana without spaces and width, as two spellings of one name compare. */
const plainKana = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

/** 債権者番号 under which the client has the claimant on file; empty for none. */
export const creditorNoOf = ({ issuer, recipient }: Pick<Invoice, 'issuer' | 'recipient'>): string =>
  issuer.creditorNos?.[recipient.clientCode] ?? '';

const hasSealOrPerson = ({ issuer }: Invoice): boolean => issuer.isSealed || isReachable(issuer.responsible);

const HAS: Readonly<Record<InvoiceItem, (invoice: Invoice) => boolean>> = {
  addressee: ({ recipient }) => isFilled(recipient.addressee),
  claimant_name: ({ issuer }) => isFilled(issuer.name),
  amount_and_tax: ({ taxTotals, totalYen }) => taxTotals.length > 0 && totalYen > 0,
  detail: ({ lines }) => lines.length > 0 && lines.every(({ description }) => isFilled(description)),
  claimant_address: ({ issuer }) => isFilled(issuer.address),
  representative: ({ issuer }) => isFilled(issuer.representativeTitle) && isFilled(issuer.representativeName),
  seal_or_person: hasSealOrPerson,
  seal_or_creditor: (invoice) => hasSealOrPerson(invoice) || isFilled(creditorNoOf(invoice)),
  both_persons: ({ issuer }) => isReachable(issuer.responsible) && isReachable(issuer.inCharge),
  // A sum that does not come from time is its own basis.
  basis: ({ lines }) =>
    lines.every(({ seconds, yenPerHour }) => (seconds === null) === (yenPerHour === null)),
  bank_account: ({ issuer: { bankAccount } }) =>
    bankAccount !== null &&
    [bankAccount.bankName, bankAccount.branchName, bankAccount.accountNo].every(isFilled),
  account_holder: ({ issuer: { hasPowerOfAttorney, bankAccount, nameKana } }) =>
    hasPowerOfAttorney ||
    bankAccount === null ||
    (isFilled(nameKana) && plainKana(bankAccount.holderKana) === plainKana(nameKana)),
};

const WORDS: Readonly<Record<InvoiceItem, readonly [ja: string, en: string]>> = {
  addressee: [
    '宛名がありません。recipients.json に書いてください。',
    'There is no addressee: enter one in recipients.json.',
  ],
  claimant_name: [
    '請求者の名称がありません。issuers.json に書いてください。',
    'The claimant has no name: enter it in issuers.json.',
  ],
  amount_and_tax: [
    '金額と消費税額がありません。精算を確かめてください。',
    'There is no amount and tax: check the settlement.',
  ],
  detail: ['請求の内容がありません。精算を確かめてください。', 'There is no detail: check the settlement.'],
  claimant_address: [
    '請求者の住所がありません。issuers.json に書いてください。',
    'The claimant has no address: enter it in issuers.json.',
  ],
  representative: [
    '代表者の職名と氏名がそろっていません。issuers.json に書いてください。',
    "The representative's title and name are not both there: enter them in issuers.json.",
  ],
  seal_or_person: [
    '押印も、発行責任者の氏名・連絡先もありません。どちらかを issuers.json に書いてください。',
    'There is neither a seal nor a responsible person with a phone: enter one of them in issuers.json.',
  ],
  seal_or_creditor: [
    '押印も、発行責任者の氏名・連絡先も、債権者番号もありません。どれかを issuers.json に書いてください。',
    'There is neither a seal, nor a responsible person with a phone, nor a creditor number: enter one of them in issuers.json.',
  ],
  both_persons: [
    '発行責任者と担当者の氏名・連絡先がそろっていません。issuers.json に書いてください。',
    'The persons responsible and in charge are not both there with a phone: enter them in issuers.json.',
  ],
  basis: [
    '請求根拠(単価・数量)のそろわない明細があります。契約の単価が 1 時間あたり整数の円になるようにしてください。',
    'A line lacks its basis (unit price, quantity): see that the contract has whole yen an hour.',
  ],
  bank_account: [
    '振込先口座がありません。issuers.json に書いてください。',
    'There is no bank account: enter one in issuers.json.',
  ],
  account_holder: [
    '口座名義が請求者のカナと異なります。issuers.json の名義を直すか、委任状を添えてください。',
    "The account is not in the claimant's name: correct the holder in issuers.json, or add a power of attorney.",
  ],
};

/** What a list asks for and the invoice lacks, one sentence each. */
export const missingItems = (invoice: Invoice, { name, items }: InvoiceTemplate): Fault<InvoiceItem>[] =>
  items
    .filter((item) => !HAS[item](invoice))
    .map((item) => ({
      code: item,
      ja: `請求書の記載事項(${name.ja}):${WORDS[item][0]}`,
      en: `Invoice, items by ${name.en}: ${WORDS[item][1]}`,
    }));

/**
 * What keeps an invoice from being issued, and what it is issued with all the same. The law's items always keep it; the
 * client's own list does where it is loaded, since the client would send the invoice back; a borrowed one only warns.
 */
export const checkItems = (
  invoice: Invoice,
): { readonly faults: Fault<InvoiceItem>[]; readonly warnings: Fault<InvoiceItem>[] } => {
  const byLaw = missingItems(invoice, LAWFUL_INVOICE);
  const isByLaw = ({ code }: Fault<InvoiceItem>): boolean => byLaw.some((fault) => fault.code === code);
  const byClient = missingItems(invoice, templateOf(invoice.recipient)).filter((fault) => !isByLaw(fault));
  return invoice.recipient.template === undefined
    ? { faults: byLaw, warnings: byClient }
    : { faults: [...byLaw, ...byClient], warnings: [] };
};
