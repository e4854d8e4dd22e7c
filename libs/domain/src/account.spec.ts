import { type Account, isInScope, scopeOf } from './account.js';

const account = (changes: Partial<Account>): Account => ({
  code: 'A1',
  name: '架空 太郎',
  role: 'client',
  contractorCode: null,
  vehicleCodes: [],
  authorityCode: null,
  ...changes,
});
const paper = { contractorCode: 'C1', machineCode: 'J01', clientCode: 'K' };
const ofNobody = { contractorCode: null, machineCode: null, clientCode: null };

const sees = (changes: Partial<Account>, what = paper as Parameters<typeof isInScope>[1]): boolean =>
  isInScope(scopeOf(account(changes)), what);

describe('scopeOf', () => {
  it.each([
    ['a client of all authorities', {}, true, true],
    ['the client', { authorityCode: 'K' }, true, false],
    ['another client', { authorityCode: 'I' }, false, false],
    ['an auditor of another client', { role: 'auditor', authorityCode: 'I' }, false, false],
    ['the contractor', { role: 'contractor', contractorCode: 'C1' }, true, false],
    ['another contractor', { role: 'contractor', contractorCode: 'C2' }, false, false],
    ['the driver', { role: 'driver', vehicleCodes: ['J09', 'J01'] }, true, false],
    ['another driver', { role: 'driver', vehicleCodes: ['J02'] }, false, false],
    ['a driver without a machine', { role: 'driver' }, false, false],
  ] as [string, Partial<Account>, boolean, boolean][])('%s', (_who, changes, seesPaper, seesUnowned) => {
    expect([sees(changes), sees(changes, ofNobody)]).toEqual([seesPaper, seesUnowned]);
  });
});
