import type { Contract } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import { settleMonth } from '../settlement/settle-month.js';
import { settleSeason } from '../settlement/settle-season.js';
import type { Settlement } from '../settlement/settlement.js';
import type { StandbyPolicy } from '../standby/standby-policy.js';
import { type StandbySource, standbySources } from './standby-sources.js';

const standby = { activity: 'standby', workType: null } as const;
/** Waiting over midnight of the month's end, and then work; another machine waits too. */
const night = reportOf([
  [
    workSpan('2027-01-31 23:00:00', '2027-02-01 01:00:00', 'shi', standby),
    workSpan('2027-02-01 01:00:00', '2027-02-01 03:00:00', 'shi'),
  ],
]);
const other = reportOf([[workSpan('2027-01-31 23:00:00', '2027-02-01 01:00:00', 'shi', standby)]], {
  machineCode: 'J02',
  reportNo: '2027-01-31-J02',
});

const MONTHS = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'];
const winterOf = (contract: Contract): Settlement[] => {
  const winter: Settlement[] = [];
  for (const month of MONTHS) {
    const reports = ['2027-01', '2027-02'].includes(month) ? [night, other] : [];
    winter.push(settleMonth({ contract, month, reports, earlier: winter }).settlement!);
  }
  return winter;
};
const contractWith = (...policies: StandbyPolicy[]): Contract =>
  handBuiltContract({ machines: [DOZER, { ...DOZER, machineCode: 'J02' }], standby: policies });
const sourcesOf = (settlement: Settlement, earlier: readonly Settlement[]): [string, StandbySource][] =>
  standbySources(settlement, { reports: [night, other], earlier }).map((source, i) => {
    const { machineCode, kind } = settlement.standby[i];
    return [`${machineCode} ${kind}`, source];
  });

describe('what a standby line was computed from', () => {
  it('is the machine’s waiting within the month, to the second', () => {
    const winter = winterOf(contractWith({ kind: 'hourly_rate', rates: [{ ...DOZER, yenPerHour: 4_000 }] }));
    for (const month of [2, 3]) {
      const sources = sourcesOf(winter[month], winter.slice(0, month));
      expect(sources.map(([name]) => name)).toEqual(['J01 standby_time', 'J02 standby_time']);
      const [, source] = sources[0];
      expect(source.spans).toEqual([
        { reportNo: '2027-01-31-J01', revision: 1, dispatchNo: 1, span: 0, seconds: 3_600 },
      ]);
      expect(source.spans[0].seconds).toBe(winter[month].standby[0].seconds);
    }
  });

  it('is the month’s own lines for a guarantee', () => {
    const rates = [{ ...DOZER, yenPerHour: 9_000 }];
    const policy = { kind: 'monthly_min_hours', months: [2], minimumHours: 20, rates } as const;
    const winter = winterOf(contractWith(policy));
    expect(sourcesOf(winter[3], winter.slice(0, 3))).toEqual([
      ['J01 guarantee', { spans: [], settled: [{ month: '2027-02', lineNos: [1], standbyNos: [] }] }],
      ['J02 guarantee', { spans: [], settled: [] }],
    ]);
  });

  it('is the season’s lines for a shortfall, and the advance for its return', () => {
    const rate = { ...DOZER, labourYenPerHour: 3_100, machineYenPerHour: 0, baseHours: 120 };
    const advances = [{ month: 12, percent: 40 }];
    const contract = contractWith({ kind: 'season_shortfall', rates: [rate], advances });
    const winter = winterOf(contract);
    expect(sourcesOf(winter[1], winter.slice(0, 1))).toEqual([
      ['J01 advance', { spans: [], settled: [] }],
      ['J02 advance', { spans: [], settled: [] }],
    ]);
    expect(sourcesOf(settleSeason(contract, winter).settlement!, winter)).toEqual([
      ['J01 shortfall', { spans: [], settled: [{ month: '2027-02', lineNos: [1], standbyNos: [] }] }],
      ['J01 advance_returned', { spans: [], settled: [{ month: '2026-12', lineNos: [], standbyNos: [1] }] }],
      ['J02 shortfall', { spans: [], settled: [] }],
      ['J02 advance_returned', { spans: [], settled: [{ month: '2026-12', lineNos: [], standbyNos: [2] }] }],
    ]);
  });

  it('is this month’s lines and those before for what a base fee covers', () => {
    const rates = [{ ...DOZER, baseYen: 100_000 }];
    const winter = winterOf(contractWith({ kind: 'prepaid_base', payMonth: 11, excessPercent: 90, rates }));
    expect(sourcesOf(winter[3], winter.slice(0, 3))).toEqual([
      ['J01 covered_by_base', { spans: [], settled: [{ month: '2027-02', lineNos: [1], standbyNos: [] }] }],
    ]);
  });
});
