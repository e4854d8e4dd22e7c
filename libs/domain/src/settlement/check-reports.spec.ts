import { handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import { REPORT_STATE_JA } from '../words-ja.js';
import { settleMonth } from './settle-month.js';

describe('a report that is not approved', () => {
  it.each(['draft', 'submitted', 'checked', 'returned'] as const)(
    'is told in Japanese words: %s',
    (state) => {
      const spans = [workSpan('2027-01-12 09:00:00', '2027-01-12 10:00:00', 'city')];
      const reports = [reportOf([spans], { state })];
      const [fault] = settleMonth({
        ...{ contract: handBuiltContract(), month: '2027-01', reports, earlier: [] },
      }).faults;
      expect(fault.ja).toContain(`承認されていません(${REPORT_STATE_JA[state]})`);
      expect(fault.ja).not.toMatch(/[a-z]{4}/);
    },
  );
});
