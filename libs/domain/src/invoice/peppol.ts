import type { Fault } from '../fault.js';
import type { InvoiceIssuer } from './invoice.js';
import { corporateCheckDigit } from './registration-number.js';

/** Where a party is reached in the Peppol network: ISO 6523 scheme and the number in it. */
export interface PeppolEndpoint {
  readonly schemeId: string;
  readonly id: string;
}

/** 法人番号, and 適格請求書発行事業者の登録番号 (JP PINT; domain.md §2.8). */
export const CORPORATE_NUMBER_SCHEME = '0188';
const QUALIFIED_ISSUER_SCHEME = '0221';

/** The claimant's own endpoint, else a corporation's number, else its registration number; null without any. */
export const sellerEndpoint = ({
  peppol,
  registrationNo,
  isCorporation,
}: InvoiceIssuer): PeppolEndpoint | null => {
  if (peppol !== undefined) return peppol;
  if (registrationNo === null) return null;
  return isCorporation
    ? { schemeId: CORPORATE_NUMBER_SCHEME, id: registrationNo.slice(1) }
    : { schemeId: QUALIFIED_ISSUER_SCHEME, id: registrationNo };
};

export type PeppolFault = 'peppol_scheme' | 'peppol_corporate_number';

const isCorporateNumber = (id: string): boolean =>
  /^\d{13}$/.test(id) && Number(id[0]) === corporateCheckDigit(id.slice(1));

/** Faults of an endpoint: a wrong number would take an invoice to somebody else. */
export const checkEndpoint = ({ schemeId, id }: PeppolEndpoint): Fault<PeppolFault>[] => {
  if (!/^\d{4}$/.test(schemeId))
    return [
      {
        code: 'peppol_scheme',
        ja: `ペポルIDの体系「${schemeId}」は 4 桁の数字ではありません。法人番号なら 0188 です。`,
        en: `The Peppol scheme "${schemeId}" is not four digits: for a corporate number it is 0188.`,
      },
    ];
  if (schemeId !== CORPORATE_NUMBER_SCHEME || isCorporateNumber(id)) return [];
  return [
    {
      code: 'peppol_corporate_number',
      ja: `ペポルID「${id}」は法人番号ではありません(13 桁と検査数字)。番号を確かめてください。`,
      en: `The Peppol number "${id}" is no corporate number (13 digits with a check digit): look at it again.`,
    },
  ];
};
