import { secondsOf } from '../calendar/split-span.js';
import type { DailyReport } from './daily-report.js';
import { cityContract, drive, fixesBetween, nightInput } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { makeReports } from './make-reports.js';
import type { ReportInput } from './one-report.js';
import { REPORT_SETTINGS } from './report-settings.js';

const make = (input: ReportInput): readonly DailyReport[] => makeReports(input, REPORT_SETTINGS).reports;

const spans = (report: DailyReport) =>
  report.dispatches.flatMap((dispatch) =>
    dispatch.spans.map((span) => [span.activity, span.routeCode, secondsOf(span), span.workType]),
  );

const DAY = '2027-01-12';
const clock = (time: string): string => `${DAY} ${time}`;
describe('one contract', () => {
  const passes = [
    ...drive('city', clock('20:00:00'), clock('20:10:00'), 'passed'),
    ...drive('city', clock('20:10:00'), clock('21:00:00')),
    ...drive('city', clock('21:00:00'), clock('21:20:00'), 'treated'),
  ];
  const fixes = fixesBetween(clock('19:50:00'), clock('21:30:00'), 3);
  const [report] = make(nightInput(passes, { contracts: [cityContract()] }, fixes));

  it('fills every second from leaving the depot to being back', () => {
    expect(spans(report)).toEqual([
      ['deadhead', 'R-city', 1200, null],
      ['work', 'R-city', 3000, 'fresh_snow'],
      ['work', 'R-city', 1200, 'anti_icing'],
      ['deadhead', 'R-city', 600, null],
    ]);
    const [dispatch] = report.dispatches;
    expect([dispatch.leftDepotAt, dispatch.returnedAt]).toEqual([
      at(clock('19:50:00')),
      at(clock('21:30:00')),
    ]);
    expect([dispatch.workStartedAt, dispatch.workEndedAt]).toEqual([
      at(clock('20:10:00')),
      at(clock('21:20:00')),
    ]);
    expect(dispatch.dispatchKind).toBe('self_dispatch');
  });

  it('sums lines by route, work type and band; salting clears nothing', () => {
    const [dispatch] = report.dispatches;
    expect(
      dispatch.lines.map((line) => [line.routeName, line.workType, line.timeBand, line.seconds]),
    ).toEqual([
      ['city', 'fresh_snow', 'evening', 3000],
      ['city', 'anti_icing', 'evening', 1200],
    ]);
    const [plowed, salted] = dispatch.lines;
    expect(plowed.clearedCm).toBe(plowed.coveredCm);
    expect([salted.coveredCm, salted.clearedCm]).toEqual([plowed.coveredCm, 0]);
    expect(Math.abs(report.totals.clearedCm - 80_000)).toBeLessThan(500);
    expect(report.totals).toMatchObject({
      workS: 4200,
      deadheadS: 1800,
      standbyS: 0,
      timeBandS: { evening: 4200 },
    });
    // Turning round at the end of its kilometre is cut short by fixes 10 s apart.
    expect(Math.abs(report.totals.distanceM - 18_000)).toBeLessThan(300);
  });

  it('names the parties and points to the passes of each span', () => {
    expect(report).toMatchObject({
      reportNo: 'N20270112-J01-K-shi',
      revision: 1,
      state: 'draft',
      businessDate: DAY,
      clientCode: 'shi',
      contractorCode: 'C01',
      contractVersion: 1,
      recordedWorkS: 4200,
    });
    const [, plowing] = report.dispatches[0].spans;
    expect(report.passes.slice(plowing.passFrom, plowing.passTo)).toEqual(
      drive('city', clock('20:10:00'), clock('21:00:00')),
    );
    expect(report.authorities.map(({ ownerCode, kind, workS }) => [ownerCode, kind, workS])).toEqual([
      ['shi', 'city', 4200],
    ]);
  });

  it('is the same made again, and tells a late fix by its hash', () => {
    const again = make(nightInput(passes, { contracts: [cityContract()] }, fixes));
    expect(again).toEqual([report]);
    const late = make(nightInput(passes.slice(1), { contracts: [cityContract()] }, fixes));
    expect(late[0].passesHash).not.toBe(report.passesHash);
  });
});

describe('what no pass explains', () => {
  const first = drive('city', clock('20:00:00'), clock('20:20:00'));
  const second = drive('city', clock('20:40:00'), clock('21:00:00'));
  const made = (fixes: ReturnType<typeof fixesBetween>) =>
    spans(make(nightInput([...first, ...second], { contracts: [cityContract()] }, fixes))[0]);
  const driving = [
    ...fixesBetween(clock('20:00:00'), clock('20:20:00'), 3),
    ...fixesBetween(clock('20:40:00'), clock('21:00:00'), 3),
  ];

  it('is unrecorded where no fix came', () => {
    expect(made(driving).map((span) => span.slice(0, 3))).toEqual([
      ['work', 'R-city', 1200],
      ['unrecorded', 'R-city', 1200],
      ['work', 'R-city', 1200],
    ]);
  });

  it('is a break where the machine stood for ten minutes, a drive where it moved', () => {
    const standing = fixesBetween(clock('20:20:10'), clock('20:34:50'), 0);
    const moving = fixesBetween(clock('20:35:00'), clock('20:39:50'), 3);
    const fixes = [...driving, ...standing, ...moving].sort((a, b) => a.fixAt - b.fixAt);
    const activities = made(fixes).map(([activity, , seconds]) => [activity, seconds]);
    expect(activities).toEqual([
      ['work', 1200],
      ['deadhead', 10],
      ['break', 900],
      ['deadhead', 290],
      ['work', 1200],
    ]);
  });

  it('ends the dispatch after half an hour', () => {
    const later = drive('city', clock('21:30:00'), clock('21:40:00'));
    const [report] = make(nightInput([...second, ...later], { contracts: [cityContract()] }));
    expect(report.dispatches.map(({ dispatchNo, spans: own }) => [dispatchNo, own.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('belongs to the span before it for up to a minute', () => {
    const soon = drive('pref', clock('20:20:50'), clock('20:40:00'));
    const reports = make(nightInput([...first, ...soon]));
    expect(reports.map((report) => report.totals.workS)).toEqual([1150, 1250]);
  });
});
