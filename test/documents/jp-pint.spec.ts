import { SaxesParser } from 'saxes';
import { sellerEndpoint } from '#domain';
import {
  CONTRACTOR_NAME,
  invoiceDocument,
  ROOT_HASH,
} from '../../libs/documents/src/hand-built-documents.js';
import { type PintDocument, writeJpPint } from '../../libs/documents/src/pint/jp-pint.js';
import { faultsOf } from '../support/peppol/peppol-rules.js';
import { describeWithPrograms } from '../support/programs.js';

const BUYER = { schemeId: '0188', id: '4000020172014' };

const pintDocument = (changes: Parameters<typeof invoiceDocument>[1] = {}, days = 31): PintDocument => {
  const document = invoiceDocument(days, changes);
  return {
    ...document,
    seller: sellerEndpoint(document.invoice.issuer) ?? { schemeId: '0188', id: '7123456789012' },
    buyer: BUYER,
  };
};

/** Texts of the elements by their path, in order; throws where the XML is not well-formed. */
const textsOf = (xml: Uint8Array): Map<string, string[]> => {
  const texts = new Map<string, string[]>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local }) => path.push(local));
  parser.on('text', (text) => {
    const key = path.slice(1).join('/');
    if (text.trim() !== '') texts.set(key, [...(texts.get(key) ?? []), text]);
  });
  parser.on('closetag', () => path.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(new TextDecoder().decode(xml)).close();
  return texts;
};

describe('JP PINT', () => {
  const document = pintDocument();
  const { invoice } = document;
  const texts = textsOf(writeJpPint(document));
  const numbers = (path: string): number[] => (texts.get(path) ?? []).map(Number);
  const sum = (path: string): number => numbers(path).reduce((before, value) => before + value, 0);

  it('is well-formed and says who, when and for what', () => {
    const one = (path: string): string | undefined => texts.get(path)?.join('|');
    expect(one('CustomizationID')).toBe('urn:peppol:pint:billing-1@jp-1');
    expect(one('ProfileID')).toBe('urn:peppol:bis:billing');
    expect(one('InvoiceTypeCode')).toBe('380');
    expect(one('InvoicePeriod/StartDate')).toBe('2027-01-01');
    expect(one('PaymentTerms/Note')).toContain('30 日以内');
    expect(one('Note')).toContain(ROOT_HASH);
    expect(one('AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName')).toBe(CONTRACTOR_NAME);
    expect(one('AccountingSupplierParty/Party/PartyTaxScheme/CompanyID')).toBe('T7123456789012');
    expect(one('AccountingCustomerParty/Party/EndpointID')).toBe(BUYER.id);
  });

  it('adds up: lines, tax by rate, totals, and quantity × price of each line', () => {
    expect(sum('InvoiceLine/LineExtensionAmount')).toBe(invoice.netYen);
    expect(numbers('LegalMonetaryTotal/LineExtensionAmount')).toEqual([invoice.netYen]);
    expect(sum('TaxTotal/TaxSubtotal/TaxAmount')).toBe(numbers('TaxTotal/TaxAmount')[0]);
    expect(sum('TaxTotal/TaxSubtotal/TaxableAmount')).toBe(invoice.netYen);
    expect(numbers('LegalMonetaryTotal/TaxInclusiveAmount')).toEqual([invoice.netYen + invoice.taxYen]);
    expect(numbers('LegalMonetaryTotal/PayableAmount')).toEqual([invoice.totalYen]);
    const prices = numbers('InvoiceLine/Price/PriceAmount');
    const amounts = numbers('InvoiceLine/LineExtensionAmount');
    numbers('InvoiceLine/InvoicedQuantity').forEach((quantity, i) => {
      expect(quantity * prices[i]).toBeCloseTo(amounts[i], 6);
    });
  });

  it('escapes what XML means by itself, and drops what it cannot hold', () => {
    const xml = writeJpPint(pintDocument({ name: '<𠮷> & "髙"\u0001', address: ']]>' }));
    expect(textsOf(xml).get('AccountingSupplierParty/Party/PartyName/Name')).toEqual(['<𠮷> & "髙"']);
  });
});

/** The compiled rules take their time on a busy machine. */
const RULES_MS = 300_000;

describeWithPrograms('JP PINT against its schema and rules', ['xmllint', 'java', 'mvn'], () => {
  it(
    'finds no fault in a qualified invoice, and sees a wrong sum and a missing element',
    async () => {
      const [corporation, proprietor] = [pintDocument(), pintDocument({ isCorporation: false }, 0)].map(
        writeJpPint,
      );
      const wrong = new TextDecoder()
        .decode(corporation)
        .replace(/(<cbc:PayableAmount currencyID="JPY">)\d+/, '$11')
        .replace(/<cbc:IssueDate>[^<]*<\/cbc:IssueDate>/, '');
      const faults = await faultsOf([corporation, proprietor, new TextEncoder().encode(wrong)], 'tax');
      expect(faults.slice(0, 2)).toEqual([[], []]);
      for (const words of ['ibr-co-16', 'ibr-003', 'InvoiceTypeCode'])
        expect(faults[2].join('\n')).toContain(words);
    },
    RULES_MS,
  );

  it(
    'finds no fault in the invoice of a business that is not registered',
    async () => {
      const document = pintDocument({ registrationNo: null }, 0);
      expect(await faultsOf([writeJpPint(document)], 'noTax')).toEqual([[]]);
    },
    RULES_MS,
  );
});
