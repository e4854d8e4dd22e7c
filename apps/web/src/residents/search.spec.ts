import { foldName } from '../text/fold-name.js';
import { findByName } from './search.js';

const names = (found: { name: string }[]): string[] => found.map((each) => each.name);
const all = ['片町', '片町一丁目', '武蔵町', 'もりの里', '国道157号'].map((name) => ({ name }));

describe('search by name', () => {
  it('puts names that begin with the typed text first, shorter ones before longer ones', () => {
    expect(names(findByName(all, '町'))).toEqual(['片町', '片町一丁目', '武蔵町']);
    expect(names(findByName(all, '片町'))).toEqual(['片町', '片町一丁目']);
  });

  it('does not mind katakana, full width or case', () => {
    expect(names(findByName(all, 'モリ'))).toEqual(['もりの里']);
    expect(names(findByName(all, '１５７'))).toEqual(['国道157号']);
    expect(foldName('ABCｶﾞ')).toBe('abcが');
  });

  it('finds nothing for blanks', () => {
    expect(findByName(all, '  ')).toEqual([]);
  });
});
