import type { LocalDate, YearMonth } from '../calendar/local-date.js';
import type { OwnerTotal } from '../settlement/settlement.js';
import type { AccountSettings } from './account-settings.js';
import type { InvoiceTemplateCode } from './invoice-templates.js';
import type { PeppolEndpoint } from './peppol.js';

/** 振込先. */
export interface BankAccount {
  readonly bankName: string;
  readonly branchName: string;
  readonly kind: 'ordinary' | 'current';
  readonly accountNo: string;
  /** 口座名義, in kana as the bank writes it. */
  readonly holderKana: string;
}

/** 発行責任者・担当者. */
export interface ContactPerson {
  readonly name: string;
  readonly phone: string;
}

/** 請求者: the contractor as its invoices have it. Empty texts are missing. */
export interface InvoiceIssuer {
  readonly contractorCode: string;
  readonly name: string;
  readonly nameKana: string;
  readonly address: string;
  readonly representativeTitle: string;
  readonly representativeName: string;
  /** `T` + 13 digits; null for a business that is not registered (免税事業者). */
  readonly registrationNo: string | null;
  readonly isCorporation: boolean;
  /** Printed with a seal, or without one: then the two persons answer for it. */
  readonly isSealed: boolean;
  readonly responsible: ContactPerson | null;
  readonly inCharge: ContactPerson | null;
  readonly bankAccount: BankAccount | null;
  /** A power of attorney (委任状) goes with the invoice, for an account of another name. */
  readonly hasPowerOfAttorney: boolean;
  /** 債権者登録: the number under which a client has the claimant and its account on file, by client code. */
  readonly creditorNos?: Readonly<Record<string, string>>;
  /** Left out: a corporation's corporate number, else the registration number. */
  readonly peppol?: PeppolEndpoint;
  /** How it books its invoices; for its own files, never on an invoice. Left out: as the programs have it. */
  readonly accounts?: Partial<AccountSettings>;
}

/** 宛名, such as 金沢市長, and what the client asks for. */
export interface InvoiceRecipient {
  readonly clientCode: string;
  readonly addressee: string;
  /** Whose list of items the client asks for; left out where nobody knows. */
  readonly template?: InvoiceTemplateCode;
  /** Left out: it cannot be reached in Peppol, so there is no JP PINT. */
  readonly peppol?: PeppolEndpoint;
}

/** 請求根拠: one price, or one kind of standby at one rate, over the whole settlement. Amounts without tax. */
export interface InvoiceLine {
  readonly description: string;
  /** Billed seconds and yen an hour; null where the amount does not come from time. A rate that is not whole yen is null, too. */
  readonly seconds: number | null;
  readonly yenPerHour: number | null;
  /** The sum of the settlement's lines, each rounded there; it may differ by a few yen from time × price. */
  readonly amountYen: number;
  readonly taxPercent: number;
}

/** 税率ごとの合計と消費税額. */
export interface TaxTotal {
  readonly taxPercent: number;
  readonly netYen: number;
  readonly taxYen: number;
}

/**
 * 請求書. Issued once and never changed; a mistake is mended by another that replaces it. `isQualified`: the issuer is
 * registered, so it is a 適格請求書 with its six items: issuer and number, period, description, total and rate, tax,
 * recipient.
 */
export interface Invoice {
  readonly invoiceNo: string;
  readonly title: '請求書';
  readonly isQualified: boolean;
  readonly issuedOn: LocalDate;
  readonly issuer: InvoiceIssuer;
  readonly recipient: InvoiceRecipient;
  readonly contractId: string;
  readonly contractTitle: string;
  /** 取引期間: first and last day. */
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  /** The settled month; null for the season's end. */
  readonly month: YearMonth | null;
  readonly lines: readonly InvoiceLine[];
  readonly taxTotals: readonly TaxTotal[];
  readonly netYen: number;
  readonly taxYen: number;
  readonly totalYen: number;
  /** For information: what of the net falls on each owner's roads. */
  readonly owners: readonly OwnerTotal[];
  /** Number of the invoice that this one replaces, and why; null where it replaces none. */
  readonly replaces: { readonly invoiceNo: string; readonly reason: string } | null;
}
