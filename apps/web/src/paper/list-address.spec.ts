import { lookOf, queryOf, withLook, withQuery } from './list-address.js';

const J12 = { find: 'J12 & 𠮷', sort: { key: 'date', isFalling: true } };
const USUAL = { find: '', sort: null };

describe('the address of a list', () => {
  it('keeps how the list is looked at beside what is asked for', () => {
    const hash = withLook('#/reports?queue&from=2026-01-01', J12);
    expect(hash).toBe('#/reports?queue&from=2026-01-01&find=J12%20%26%20%F0%A0%AE%B7&sort=-date');
    expect(lookOf(hash)).toEqual(J12);
    expect(queryOf(hash)).toBe('queue&from=2026-01-01');
    expect(withLook(hash, { ...J12, find: '', sort: { key: 'date', isFalling: false } })).toBe(
      '#/reports?queue&from=2026-01-01&sort=date',
    );
    expect(withLook(hash, USUAL)).toBe('#/reports?queue&from=2026-01-01');
  });

  it('is that of the reports where it named nothing', () => {
    expect(withLook('', { ...USUAL, find: 'J12' })).toBe('#/reports?find=J12');
    expect(withLook('', USUAL)).toBe('#/reports');
    expect([queryOf(''), lookOf('')]).toEqual(['', USUAL]);
  });

  it('keeps the look when something else is asked for', () => {
    expect(withQuery('#/invoices?from=2026-01-01&sort=-yen', 'party=%E5%B8%82')).toBe(
      '#/invoices?party=%E5%B8%82&sort=-yen',
    );
    expect(withQuery('#/invoices?from=2026-01-01', '')).toBe('#/invoices');
  });
});
