import { composeReport, type DailyReport, type ReportStep } from '#domain';
import { newYearBundle, newYearContext } from '../../../test/support/new-year-night.js';
import { bundleFiles } from './bundle-contents.js';
import { verifyBundle } from './verify-bundle.js';
import { zipFiles } from './zip.js';

/** Bundles whose reports say something else, with manifest and hashes made to fit. */

const honest = newYearBundle('2027-01');
const [report] = honest.bundle.reports;

const verify = (changes: Partial<DailyReport>, bundle: Partial<typeof honest.bundle> = {}) => {
  const reports = [{ ...report, ...changes }];
  const { files } = bundleFiles({ ...honest, bundle: { ...honest.bundle, ...bundle, reports } });
  return verifyBundle(zipFiles(files), null);
};
const faultsOf = (...forged: Parameters<typeof verify>): string[] =>
  verify(...forged).faults.map(({ code, en }) => `${code} ${en}`);

const settled: DailyReport = {
  ...report,
  state: 'settled',
  history: [
    ...report.history,
    {
      ...report.history[2],
      ...{ action: 'settle', role: 'system', fromState: 'approved', toState: 'settled' },
    } as ReportStep,
  ],
};
const [dispatch] = report.dispatches;
const withLine = (change: object): Partial<DailyReport> => ({
  dispatches: [
    { ...dispatch, lines: dispatch.lines.map((line, i) => (i === 1 ? { ...line, ...change } : line)) },
  ],
});

describe('verify says nothing of a report', () => {
  it.each([
    ['that is settled', settled],
    ['that names its roads as they were called then', withLine({ routeName: '旧称', section: null })],
    ['with crew and weather', { entries: { ...report.entries, operator: '架空 太郎', weather: '雪' } }],
  ] as [string, Partial<DailyReport>][])('%s', (_, changes) => {
    expect(verify(changes)).toMatchObject({ verdict: 'consistent', faults: [] });
  });

  it('of a machine that changed hands and plate within the month', () => {
    const machine = { ...report.machine, plateNo: '金沢 000 か 0002' };
    const { matching } = honest.bundle;
    const [known] = matching.machines;
    const machines = [known, { ...known, machine, contractorCode: 'C02' }];
    expect(
      verify({ machine, contractorCode: 'C02' }, { matching: { ...matching, machines } }).faults,
    ).toEqual([]);
  });

  it('whose contract had other bands and another supervisor when it was made', () => {
    const { timeBands, dayTypes } = honest.bundle.contract.calendar;
    const calendar = {
      dayTypes,
      timeBands: timeBands.map((band) => ({ ...band, code: `old ${band.code}` })),
    };
    const made = composeReport(report, report.dispatches, { ...newYearContext(), calendar });
    const before = { ...made, contractVersion: 0, supervisor: '前任 監督員' };
    expect(made.totals.timeBandS).not.toEqual(report.totals.timeBandS);
    expect(verify(before).faults).toEqual([]);
    expect(faultsOf({ ...before, contractVersion: report.contractVersion })).toHaveLength(1);
    expect(faultsOf({ ...before, totals: { ...made.totals, workS: made.totals.workS + 600 } })).toHaveLength(
      1,
    );
  });
});

describe('verify names what a report says of', () => {
  const { totals, machine, history } = settled;
  const steps = (change: (step: ReportStep, i: number) => object): Partial<DailyReport> => ({
    ...settled,
    history: history.map((step, i) => ({ ...step, ...change(step, i) })),
  });

  it.each([
    ['its contractor', { contractorCode: 'C99' }, /contractorCode is "C99", and "C01" by the rest/],
    ['its machine', { machine: { ...machine, plateNo: 'X' } }, /machine\.plateNo is "X"/],
    ['its client', { clientCode: 'ken' }, /clientCode is "ken", and "shi"/],
    ['its date', { businessDate: '2027-01-02' }, /reportNo is "N20261231-/],
    [
      'the time worked',
      { totals: { ...totals, workS: totals.workS + 600 } },
      /totals\.workS is \d+, and \d+/,
    ],
    ['the distance', { totals: { ...totals, distanceM: 1 } }, /totals\.distanceM is 1,/],
    ['a line’s time', withLine({ seconds: 1 }), /dispatches\[0\]\.lines\[1\]\.seconds is 1,/],
    ['a line’s road', withLine({ ownerCode: 'kuni' }), /dispatches\[0\]\.lines\[1\]\.ownerCode is "kuni"/],
    ['its steps', { ...settled, history: [] }, /the 0 steps .* to state "settled", revision 1/],
    ['its revision', { ...settled, revision: 1, history: history.slice(1) }, /3 steps/],
    ['who checked it', steps((_, i) => (i === 1 ? { role: 'driver' } : {})), /4 steps/],
    ['what a step came to', steps((_, i) => (i === 1 ? { toState: 'returned' } : {})), /4 steps/],
    ['the revision of a step', steps((_, i) => (i === 3 ? { revision: 2 } : {})), /4 steps/],
  ] as [string, Partial<DailyReport>, RegExp][])('%s', (_, changes, words) => {
    const faults = faultsOf(changes).filter((fault) => fault.startsWith('report_differs'));
    expect(faults).toEqual([expect.stringMatching(words)]);
  });
});
