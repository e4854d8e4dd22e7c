import type { BankAccount, Invoice, InvoiceLine, PeppolEndpoint, TaxTotal } from '#domain';
import { paymentTermText } from '../payment-term-text.js';
import type { InvoiceDocument } from '../tables/invoice-tables.js';
import { ACCOUNT_KIND_JA } from '../words.js';
import { branch, leaf, type XmlNode } from './xml.js';

/** What a Peppol invoice says besides the invoice itself. */
export interface PintDocument extends InvoiceDocument {
  readonly seller: PeppolEndpoint;
  readonly buyer: PeppolEndpoint;
}

/** Identifiers of JP PINT (Digital Agency; domain.md §2.8): with consumption tax, and of a business that is not registered. */
const PINT = {
  tax: { customization: 'urn:peppol:pint:billing-1@jp-1', typeCode: '380' },
  noTax: { customization: 'urn:peppol:pint:nontaxinvoice-1@jp-1', typeCode: '480' },
} as const;
const PROFILE = 'urn:peppol:bis:billing';
const CREDIT_TRANSFER = '30';
const HOUR_S = 3600;
/** Hours with two decimals are exact where the seconds are a multiple of this. */
const EXACT_S = 36;

const NAMESPACES = {
  xmlns: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
};

const yen = (name: string, amount: number): string => leaf(name, String(amount), { currencyID: 'JPY' });

const VAT = branch('cac:TaxScheme', [leaf('cbc:ID', 'VAT')]);

/** 10 % is `S`, 8 % `AA`, and what a business that is not registered charges is outside the tax, `O`. */
const category = (element: string, taxPercent: number | null): string =>
  branch(element, [
    leaf('cbc:ID', taxPercent === null ? 'O' : taxPercent >= 10 ? 'S' : 'AA'),
    taxPercent === null ? null : leaf('cbc:Percent', String(taxPercent)),
    VAT,
  ]);

const JAPAN = branch('cac:Country', [leaf('cbc:IdentificationCode', 'JP')]);

const endpoint = ({ schemeId, id }: PeppolEndpoint): string =>
  leaf('cbc:EndpointID', id, { schemeID: schemeId });

const supplier = ({ invoice, seller }: PintDocument): string => {
  const { issuer } = invoice;
  return branch('cac:AccountingSupplierParty', [
    branch('cac:Party', [
      endpoint(seller),
      branch('cac:PartyName', [leaf('cbc:Name', issuer.name)]),
      branch('cac:PostalAddress', [leaf('cbc:StreetName', issuer.address), JAPAN]),
      issuer.registrationNo === null
        ? null
        : branch('cac:PartyTaxScheme', [leaf('cbc:CompanyID', issuer.registrationNo), VAT]),
      branch('cac:PartyLegalEntity', [
        leaf('cbc:RegistrationName', issuer.name),
        leaf('cbc:CompanyID', seller.id, { schemeID: seller.schemeId }),
      ]),
      issuer.inCharge === null
        ? null
        : branch('cac:Contact', [
            leaf('cbc:Name', issuer.inCharge.name),
            leaf('cbc:Telephone', issuer.inCharge.phone),
          ]),
    ]),
  ]);
};

const customer = ({ invoice, buyer }: PintDocument): string =>
  branch('cac:AccountingCustomerParty', [
    branch('cac:Party', [
      endpoint(buyer),
      branch('cac:PostalAddress', [JAPAN]),
      branch('cac:PartyLegalEntity', [leaf('cbc:RegistrationName', invoice.recipient.addressee)]),
    ]),
  ]);

const payment = (account: BankAccount | null): XmlNode =>
  account === null
    ? null
    : branch('cac:PaymentMeans', [
        leaf('cbc:PaymentMeansCode', CREDIT_TRANSFER),
        branch('cac:PayeeFinancialAccount', [
          leaf(
            'cbc:ID',
            [account.bankName, account.branchName, ACCOUNT_KIND_JA[account.kind], account.accountNo].join(
              ':',
            ),
          ),
          leaf('cbc:Name', account.holderKana),
        ]),
      ]);

const subtotal = ({ taxPercent, netYen, taxYen }: TaxTotal): string =>
  branch('cac:TaxSubtotal', [
    yen('cbc:TaxableAmount', netYen),
    yen('cbc:TaxAmount', taxYen),
    category('cac:TaxCategory', taxPercent),
  ]);

const untaxed = (totalYen: number): string =>
  branch('cac:TaxSubtotal', [
    yen('cbc:TaxableAmount', totalYen),
    yen('cbc:TaxAmount', 0),
    category('cac:TaxCategory', null),
  ]);

/** A line's amounts must multiply: hours where time × price is the amount to the yen, else the whole as one. */
const quantityOf = ({ seconds, yenPerHour, amountYen }: InvoiceLine) => {
  const isExact =
    seconds !== null &&
    yenPerHour !== null &&
    seconds % EXACT_S === 0 &&
    seconds * yenPerHour === amountYen * HOUR_S;
  if (isExact) return { quantity: (seconds / HOUR_S).toFixed(2), unit: 'HUR', price: yenPerHour };
  return { quantity: amountYen < 0 ? '-1' : '1', unit: 'C62', price: Math.abs(amountYen) };
};

const basisText = ({ seconds, yenPerHour }: InvoiceLine): string | null =>
  seconds === null || yenPerHour === null
    ? null
    : `${(seconds / HOUR_S).toFixed(2)} h × ${yenPerHour.toLocaleString('en')} 円/h`;

const invoiceLine = (line: InvoiceLine, no: number, isTaxed: boolean): string => {
  const { quantity, unit, price } = quantityOf(line);
  const basis = basisText(line);
  return branch('cac:InvoiceLine', [
    leaf('cbc:ID', String(no)),
    leaf('cbc:InvoicedQuantity', quantity, { unitCode: unit }),
    yen('cbc:LineExtensionAmount', line.amountYen),
    branch('cac:Item', [
      basis === null ? null : leaf('cbc:Description', basis),
      leaf('cbc:Name', line.description),
      category('cac:ClassifiedTaxCategory', isTaxed ? line.taxPercent : null),
    ]),
    branch('cac:Price', [yen('cbc:PriceAmount', price)]),
  ]);
};

/** A business that is not registered has no tax to show: what corresponds to it is a line of its own. */
const untaxedLines = ({ lines, taxYen }: Invoice): InvoiceLine[] =>
  taxYen === 0
    ? [...lines]
    : [
        ...lines,
        { description: '消費税相当額', seconds: null, yenPerHour: null, amountYen: taxYen, taxPercent: 0 },
      ];

const totals = (invoice: Invoice, lineYen: number): string =>
  branch('cac:LegalMonetaryTotal', [
    yen('cbc:LineExtensionAmount', lineYen),
    yen('cbc:TaxExclusiveAmount', lineYen),
    yen('cbc:TaxInclusiveAmount', invoice.totalYen),
    yen('cbc:PayableAmount', invoice.totalYen),
  ]);

const head = ({ invoice, rootHash }: PintDocument): XmlNode[] => {
  const { customization, typeCode } = invoice.isQualified ? PINT.tax : PINT.noTax;
  const { replaces } = invoice;
  return [
    leaf('cbc:CustomizationID', customization),
    leaf('cbc:ProfileID', PROFILE),
    leaf('cbc:ID', invoice.invoiceNo),
    leaf('cbc:IssueDate', invoice.issuedOn),
    leaf('cbc:InvoiceTypeCode', typeCode),
    rootHash === null ? null : leaf('cbc:Note', `${invoice.contractTitle} SHA-256 ${rootHash}`),
    leaf('cbc:DocumentCurrencyCode', 'JPY'),
    branch('cac:InvoicePeriod', [
      leaf('cbc:StartDate', invoice.fromDate),
      leaf('cbc:EndDate', invoice.toDate),
    ]),
    replaces === null
      ? null
      : branch('cac:BillingReference', [
          branch('cac:InvoiceDocumentReference', [leaf('cbc:ID', replaces.invoiceNo)]),
        ]),
    branch('cac:ContractDocumentReference', [leaf('cbc:ID', invoice.contractId)]),
  ];
};

/** 請求書 as UBL 2.1 by JP PINT, for Peppol. Whole yen, tax once per rate. */
export const writeJpPint = (document: PintDocument): Uint8Array => {
  const { invoice } = document;
  const { isQualified } = invoice;
  const lines = isQualified ? invoice.lines : untaxedLines(invoice);
  const lineYen = lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
  const xml = branch(
    'Invoice',
    [
      ...head(document),
      supplier(document),
      customer(document),
      payment(invoice.issuer.bankAccount),
      branch('cac:PaymentTerms', [leaf('cbc:Note', paymentTermText(document.terms))]),
      branch('cac:TaxTotal', [
        yen('cbc:TaxAmount', isQualified ? invoice.taxYen : 0),
        ...(isQualified ? invoice.taxTotals.map(subtotal) : [untaxed(lineYen)]),
      ]),
      totals(invoice, lineYen),
      ...lines.map((line, i) => invoiceLine(line, i + 1, isQualified)),
    ],
    NAMESPACES,
  );
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`);
};
