import { newYearBundle } from '../../../test/support/new-year-night.js';
import { contractsOf } from './read-bundle.js';

it('attributes time by all contracts in order of their numbers, as the reports were made', () => {
  const { bundle } = newYearBundle('2027-01');
  const [contract, before, after] = ['K-2', 'K-1', 'K-3'].map((id) => ({ ...bundle.contract, id }));
  const matching = { ...bundle.matching, otherContracts: [after, before] };
  expect(contractsOf({ ...bundle, contract, matching }).map(({ id }) => id)).toEqual(['K-1', 'K-2', 'K-3']);
});
