import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readContractBook } from './load-contracts.js';
import { Findings } from './load-sheet.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'contracts-'));
  cpSync('fixtures/load-example', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const codes = {
  authorities: new Set(['C']),
  contractors: new Set(['C01']),
  vehicles: new Set(['V01', 'V02']),
};
const read = (stored: Parameters<typeof readContractBook>[2]['stored'] = []) => {
  const findings = new Findings();
  const book = readContractBook(folder, findings, { codes, stored });
  const [errors, warnings] = [findings.errors, findings.warnings].map((list) =>
    list.map(({ message }) => message),
  );
  return { book, errors, warnings };
};
const change = (file: string, from: string | RegExp, to: string): void => {
  const place = path.join(folder, file);
  const before = readFileSync(place, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(place, after);
};

describe('contracts of a folder', () => {
  it('are read whole, with what the file leaves out', () => {
    const { book, errors } = read();
    expect(errors).toEqual([]);
    expect(book.contracts).toMatchObject([
      { id: '2026-C-C01', amountRounding: 'floor', deadheadBillable: false, routeCodes: [] },
    ]);
    expect(book.contracts[0].prices).toHaveLength(16);
    expect(book.issuers).toMatchObject([{ contractorCode: 'C01', registrationNo: 'T7123456789012' }]);
    expect(book.settings).toMatchObject([
      { authorityCode: null, report: { breakMs: 600_000 } },
      { authorityCode: 'C', finding: { gapS: 300 }, audit: { progressMPerHour: 300 } },
    ]);
    expect(book.recipients).toEqual([
      {
        clientCode: 'C',
        addressee: '架空市長',
        template: 'nonoichi',
        peppol: { schemeId: '0188', id: '5000020999999' },
      },
    ]);
  });

  it.each([
    [
      'contracts.json',
      '"version"',
      /^\[/,
      '[7,',
      'contracts.json line 1, column 2 "[0]": Write an object in { }.',
    ],
    [
      'contracts.json',
      'a price in half yen',
      '8400',
      '8400.5',
      '"[0].prices[0].yenPerHour": Write a whole number.',
    ],
    [
      'contracts.json',
      'a date that is none',
      '"fromDate": "2026-11-01"',
      '"fromDate": "2026-11-31"',
      '"[0].fromDate": Write a date such as',
    ],
    [
      'contracts.json',
      'a stranger',
      '"V02"',
      '"V09"',
      '"[0].machines[1].machineCode": Write a code of vehicles.csv.',
    ],
    [
      'contracts.json',
      'a misspelt field',
      '"timeRounding"',
      '"timeRuonding"',
      'line 34, column 5 "[0].timeRuonding": "timeRuonding" is no known field',
    ],
    ['contracts.json', 'a missing field', /\s*"title": .*\n/, '\n', '"[0]": There is no "title": add it.'],
    ['contracts.json', 'broken JSON', '"owners": [', '"owners": ', 'This is not JSON'],
    [
      'contracts.json',
      'bands with a hole',
      '"fromS": 28800',
      '"fromS": 32400',
      'contracts.json line 2, column 3 "[0]": ',
    ],
    [
      'contracts.json',
      'a policy without its fields',
      '"kind": "none"',
      '"kind": "hourly_rate"',
      'a standby policy lacks what its kind needs',
    ],
    [
      'contracts.json',
      'a payment term that is no yes or no',
      '"isWorks": false',
      '"isWorks": "工事"',
      'contracts.json line 35, column 29 "[0].payment.isWorks": Write true or false.',
    ],
    [
      'issuers.json',
      'a stranger',
      '"C01"',
      '"C77"',
      'issuers.json line 3, column 23 "[0].contractorCode": Write a code of contractors.csv.',
    ],
    [
      'recipients.json',
      'nobody',
      '"架空市長"',
      '""',
      'recipients.json line 4, column 18 "[0].addressee": Write a text that is not empty.',
    ],
    [
      'recipients.json',
      'a corporate number that is none',
      '5000020999999',
      '6000020999999',
      'line 6, column 15 "[0].peppol": The Peppol number "6000020999999" is no corporate number',
    ],
    [
      'recipients.json',
      'an unknown list',
      'nonoichi',
      'kanazawa',
      '"[0].template": Write one of nonoichi, komatsu',
    ],
    [
      'paper-settings.json',
      'a limit of nothing',
      '"gapS": 300',
      '"gapS": 0',
      'paper-settings.json line 9, column 26 "[1].finding.gapS": Write a whole number of at least 1.',
    ],
    [
      'paper-settings.json',
      'an unknown key',
      '"breakMs"',
      '"breakS"',
      'line 4, column 17 "[0].report.breakS": "breakS" is no known field',
    ],
    [
      'paper-settings.json',
      'one authority twice',
      'null',
      '"C"',
      'line 6, column 3 "[1]": The settings of authority "C" stand there twice',
    ],
    [
      'issuers.json',
      'a registration number in wide digits',
      'T7123456789012',
      '７１２３',
      'issuers.json line 9, column 23 "[0].registrationNo": Registration number "７１２３" is not T and 13 digits',
    ],
    [
      'issuers.json',
      'a tax class of no rate',
      '"10": "課税',
      '"5": "課税',
      'line 23, column 70 "[0].accounts.yayoiTax.5": Write one of 8, 10.',
    ],
    [
      'issuers.json',
      'a creditor number of a stranger',
      '"C": "0001234"',
      '"X": "0001234"',
      'line 22, column 22 "[0].creditorNos.X": Write a code of authorities.csv.',
    ],
  ])('in %s with %s name line and column', (file, _, from, to, words) => {
    change(file, from, to);
    expect(read().errors.join('\n')).toContain(words);
  });

  it('say how they are paid, and what they leave out is as usual', () => {
    change('contracts.json', /"payment": .*,/, '"payment": { "isWorks": true },');
    expect(read().book.contracts[0].payment).toEqual({
      isWorks: true,
      isAgreedInWriting: true,
      countsFirstDay: false,
    });
    change('contracts.json', /"payment": .*,/, '');
    expect(read().book.contracts[0]).not.toHaveProperty('payment');
  });

  it('are read with a registration number whose check digit is wrong, which is told of a corporation', () => {
    change('issuers.json', 'T7123456789012', 'T8123456789012');
    const { book, errors, warnings } = read();
    expect(errors).toEqual([]);
    expect(book.issuers[0].registrationNo).toBe('T8123456789012');
    expect(warnings).toEqual([
      expect.stringContaining(
        'issuers.json line 9, column 23 "[0].registrationNo": The check digit of registration number "T8123456789012"',
      ),
    ]);
    change('issuers.json', '"isCorporation": true', '"isCorporation": false');
    expect(read().warnings).toEqual([]);
  });

  it('that overlap one in the store are refused', () => {
    const [contract] = read().book.contracts;
    const { errors } = read([{ ...contract, id: 'older', version: 1 }]);
    expect(errors.join('\n')).toContain(
      'both pay for machine "V01" on the same roads from 2026-11-01 to 2027-03-31',
    );
  });
});
