import { isDataError, storeTrouble } from './store-trouble.js';

const withCode = (code: string): Error => Object.assign(new Error('refused'), { code });

describe('storeTrouble', () => {
  it.each([
    ['53100', 'The disk of the database is full'],
    ['ENOSPC', 'The disk of the data folder is full'],
    ['EROFS', 'The data folder cannot be written'],
    ['25006', 'The database is read-only'],
    ['42501', 'The database may not write its files'],
    ['58030', 'The database cannot write its files'],
    ['42703', 'The database has the tables of another version'],
    ['28P01', 'The database refuses this user'],
    ['57P01', 'The database cannot be reached'],
    ['ECONNREFUSED', 'The database cannot be reached'],
    ['40P01', 'The database was busy'],
  ])('puts %s into one sentence', (code, start) => {
    expect(storeTrouble(withCode(code))).toMatch(new RegExp(`^${start}.*\\.$`));
  });

  it('knows the errors of a lost connection, which have no code', () => {
    expect(storeTrouble(new Error('Connection terminated unexpectedly'))).toMatch(/cannot be reached/);
    expect(storeTrouble(new AggregateError([withCode('ECONNREFUSED')]))).toMatch(/cannot be reached/);
  });

  it('leaves every other error alone', () => {
    expect(storeTrouble(withCode('22003'))).toBeNull();
    expect(storeTrouble(new TypeError('x is not a function'))).toBeNull();
    expect(storeTrouble(undefined)).toBeNull();
  });
});

describe('isDataError', () => {
  it('tells a refused value from a store in trouble', () => {
    expect(['22003', '23505'].map((code) => isDataError(withCode(code)))).toEqual([true, true]);
    expect([withCode('53100'), new Error('no code'), undefined].map(isDataError)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
