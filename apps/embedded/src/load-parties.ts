import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import {
  CORPORATE_NUMBER_SCHEME,
  checkEndpoint,
  checkRegistrationNo,
  INVOICE_TEMPLATE_CODES,
  type InvoiceIssuer,
  type InvoiceRecipient,
  type PeppolEndpoint,
} from '#domain';
import {
  anyText,
  boolean,
  code,
  type JsonSheet,
  mapOf,
  object,
  oneOf,
  orNull,
  type Placed,
  refuseAt,
  type Shape,
  text,
  warnAt,
} from './json-shape.js';
import type { KnownCodes } from './load-contracts.js';

/** `issuers.json` and `recipients.json`: what invoices say of contractors and clients. */

/** As a file has it: the scheme may be left out. */
type GivenEndpoint = Pick<PeppolEndpoint, 'id'> & Partial<PeppolEndpoint>;
export type GivenParty<Party> = Omit<Party, 'peppol'> & { readonly peppol?: GivenEndpoint };

const wholeEndpoint = (given: GivenEndpoint): PeppolEndpoint => ({
  schemeId: CORPORATE_NUMBER_SCHEME,
  ...given,
});

const peppol: Shape = (node, sheet) => {
  const before = sheet.findings.errors.length;
  object({ id: text }, { schemeId: text })(node, sheet);
  if (sheet.findings.errors.length > before) return;
  for (const { ja, en } of checkEndpoint(wholeEndpoint(getNodeValue(node))))
    refuseAt(sheet, node.offset, ja, en);
};

const taxClasses = mapOf(oneOf(['8', '10']), text);
const accounts = object(
  {},
  {
    ...{ receivable: text, sales: text, noTax: text },
    ...{ yayoiTax: taxClasses, moneyForwardTax: taxClasses, freeeTax: taxClasses },
  },
);
const person = orNull(object({ name: text, phone: text }));
const bankAccount = object({
  ...{ bankName: text, branchName: text, accountNo: text, holderKana: text },
  kind: oneOf(['ordinary', 'current']),
});

/** 登録番号: another form is refused, a corporation's wrong check digit is told. */
const checkRegistration = (issuer: Node, sheet: JsonSheet): void => {
  const node = findNodeAtLocation(issuer, ['registrationNo']);
  if (node?.type !== 'string' || node.value.trim() === '') return;
  const isCorporation = findNodeAtLocation(issuer, ['isCorporation'])?.value === true;
  const { faults, warnings } = checkRegistrationNo(node.value, isCorporation);
  for (const { ja, en } of faults) refuseAt(sheet, node.offset, ja, en);
  for (const { ja, en } of warnings) warnAt(sheet, node.offset, ja, en);
};

export const issuerShape =
  (codes: KnownCodes): Shape =>
  (node, sheet) => {
    issuerFields(codes)(node, sheet);
    checkRegistration(node, sheet);
  };

const issuerFields = ({ authorities, contractors }: KnownCodes): Shape =>
  object(
    {
      contractorCode: code(contractors, 'contractors.csv'),
      ...{ name: text, nameKana: anyText, address: text },
      ...{ representativeTitle: anyText, representativeName: text },
      ...{ registrationNo: orNull(text), isCorporation: boolean },
      ...{ isSealed: boolean, hasPowerOfAttorney: boolean },
      ...{ responsible: person, inCharge: person, bankAccount: orNull(bankAccount) },
    },
    { creditorNos: mapOf(code(authorities, 'authorities.csv'), text), peppol, accounts },
  );

export const recipientShape = ({ authorities }: KnownCodes): Shape =>
  object(
    { clientCode: code(authorities, 'authorities.csv'), addressee: text },
    { template: oneOf(INVOICE_TEMPLATE_CODES), peppol },
  );

/** The parties of a file, each with a whole endpoint where it has one. */
export const partiesOf = <Party extends InvoiceIssuer | InvoiceRecipient>(
  items: readonly Placed<GivenParty<Party>>[],
): Party[] =>
  items.map(
    ({ value: { peppol: given, ...party } }) =>
      (given === undefined ? party : { ...party, peppol: wholeEndpoint(given) }) as Party,
  );
