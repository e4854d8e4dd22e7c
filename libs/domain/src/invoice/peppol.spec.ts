import { ISSUER } from './hand-built-invoice.js';
import { checkEndpoint, sellerEndpoint } from './peppol.js';

describe('an address in the Peppol network', () => {
  it.each([
    ['0188', '7123456789012', []],
    ['0188', '8123456789012', ['peppol_corporate_number']],
    ['0188', '712345678901', ['peppol_corporate_number']],
    ['0188', '71234567890123', ['peppol_corporate_number']],
    ['0221', 'T8123456789012', []],
    ['188', '7123456789012', ['peppol_scheme']],
  ])('%s %s: %j', (schemeId, id, codes) => {
    expect(checkEndpoint({ schemeId, id }).map(({ code }) => code)).toEqual(codes);
  });

  it('is the claimant’s own, else its corporate number, else its registration number', () => {
    const own = { schemeId: '0060', id: '123456789' };
    expect(sellerEndpoint({ ...ISSUER, peppol: own })).toEqual(own);
    expect(sellerEndpoint(ISSUER)).toEqual({ schemeId: '0188', id: '7123456789012' });
    expect(sellerEndpoint({ ...ISSUER, isCorporation: false })).toEqual({
      schemeId: '0221',
      id: 'T7123456789012',
    });
    expect(sellerEndpoint({ ...ISSUER, registrationNo: null })).toBeNull();
  });
});
