import { secondsOf } from '../calendar/split-span.js';
import type { DailyReport } from './daily-report.js';
import { cityContract, drive, nightInput, prefContract, ROADS } from './hand-built-night.js';
import { makeReports } from './make-reports.js';
import type { ReportInput } from './one-report.js';
import { REPORT_SETTINGS } from './report-settings.js';

const make = (input: ReportInput): readonly DailyReport[] => makeReports(input, REPORT_SETTINGS).reports;
const DAY = '2027-01-12';
const clock = (time: string): string => `${DAY} ${time}`;

describe('roads of several owners', () => {
  const night = [
    ...drive('city', '2027-01-31 21:50:00', '2027-01-31 23:30:00'),
    ...drive('pref', '2027-01-31 23:30:00', '2027-02-01 01:00:00'),
    ...drive('state', '2027-02-01 01:00:00', '2027-02-01 01:30:00'),
    ...drive('city', '2027-02-01 01:30:00', '2027-02-01 02:00:00', 'passed'),
    ...drive('city', '2027-02-01 02:00:00', '2027-02-01 05:10:00'),
  ];

  it('make a report for each contract, with its own roads only, and one for what nobody pays', () => {
    const reports = make(nightInput(night));
    expect(reports.map(({ reportNo, clientCode, totals }) => [reportNo, clientCode, totals.workS])).toEqual([
      ['N20270131-J01', null, 1800],
      ['N20270131-J01-K-ken', 'ken', 5400],
      ['N20270131-J01-K-shi', 'shi', 17_400],
    ]);
    for (const { clientCode, dispatches } of reports.slice(1))
      for (const line of dispatches.flatMap(({ lines }) => lines)) expect(line.ownerCode).toBe(clientCode);
    expect(reports[1].outside.map(({ ownerCode, seconds }) => [ownerCode, seconds])).toEqual([
      ['kuni', 1800],
    ]);
    expect(reports[2].authorities.map(({ kind, workS }) => [kind, workS])).toEqual([
      ['state', 1800],
      ['city', 17_400],
    ]);
  });

  it('keep every second in exactly one report', () => {
    const all = make(nightInput(night)).flatMap(({ dispatches }) =>
      dispatches.flatMap((dispatch) => dispatch.spans),
    );
    expect(all.reduce((sum, span) => sum + secondsOf(span), 0)).toBe(7 * 3600 + 20 * 60);
  });

  it('under one contract keep their owners, and the drive goes with the work it leads to', () => {
    const owners = ['shi', 'ken'].map((authorityCode) => ({ authorityCode, standbyShare: 1 }));
    const [, report] = make(nightInput(night, { contracts: [cityContract({ owners })] }));
    expect(
      report.dispatches[0].spans.map((span) => [span.activity, span.ownerCode, secondsOf(span)]),
    ).toEqual([
      ['work', 'shi', 6000],
      ['work', 'ken', 5400],
      ['deadhead', 'shi', 1800],
      ['work', 'shi', 11_400],
    ]);
    const bands = report.dispatches[0].lines.map((line) => [
      line.ownerCode,
      line.timeBand,
      line.dayType,
      line.seconds,
    ]);
    expect(bands).toEqual([
      ['shi', 'evening', 'holiday', 600],
      ['shi', 'late_night', 'holiday', 5400],
      ['ken', 'late_night', 'holiday', 1800],
      ['ken', 'late_night', 'weekday', 3600],
      ['shi', 'late_night', 'weekday', 10_800],
      ['shi', 'early', 'weekday', 600],
    ]);
  });

  it('cut the metres of a pass at midnight without losing any', () => {
    const [, report] = make(nightInput(night));
    const metres = drive('pref', clock('20:00:00'), clock('21:00:00')).reduce(
      (sum, pass) => sum + pass.coveredCm,
      0,
    );
    expect(report.totals.coveredCm).toBe(metres);
    // Midnight falls into a pass: it stands once in the list, and under the spans on both sides.
    expect(report.passes).toEqual(drive('pref', '2027-01-31 23:30:00', '2027-02-01 01:00:00'));
  });

  it('do not bill a crossing', () => {
    const crossedIn = (end: string) => [
      ...drive('pref', clock('19:59:45'), clock('20:00:00')),
      ...drive('city', clock('20:00:00'), clock('20:20:00')),
      ...drive('state', clock('20:20:00'), clock(end)),
      ...drive('city', clock(end), clock('20:40:00')),
    ];
    const reports = make(nightInput(crossedIn('20:20:20')));
    expect(reports.map(({ reportNo, totals }) => [reportNo, totals.workS])).toEqual([
      ['N20270112-J01-K-shi', 2415],
    ]);
    const [{ section, routeName }] = reports[0].dispatches[0].lines;
    const own = drive('city', clock('20:00:00'), clock('20:20:00')).map(({ segment }) => segment);
    expect([section?.fromSegment, section?.toSegment, routeName]).toEqual([
      Math.min(...own),
      Math.max(...own),
      'city',
    ]);
    expect(make(nightInput(crossedIn('20:20:31')))).toHaveLength(2);
  });

  it('end with a contract at midnight', () => {
    const contracts = [cityContract({ toDate: '2027-01-31' }), prefContract()];
    const [unpaid, , city] = make(nightInput(night, { contracts }));
    expect([unpaid.totals.workS, city.totals.workS]).toEqual([1800 + 11_400, 6000]);
    expect(city.outside.map(({ routeCode, seconds }) => [routeCode, seconds])).toEqual([
      [null, 1800],
      ['R-city', 10_800],
      ['R-city', 600],
    ]);
  });
});

it('knows the kinds of authority', () => {
  expect(['shi', 'ken', 'kuni', 'x'].map(ROADS.kindOf)).toEqual(['city', 'prefecture', 'state', null]);
  expect(ROADS.placeOfRoute('R-pref')).toMatchObject({ ownerCode: 'ken', routeCode: 'R-pref' });
  expect(ROADS.placeOfRoute('R-none')).toBeNull();
});
