import { secondsOf } from '../calendar/split-span.js';
import type { PressedActivity, WorkState } from '../events.js';
import type { WorkType } from '../fix/fix.js';
import type { DailyReport } from './daily-report.js';
import { cityContract, drive, fixAt, fixesBetween, nightInput } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { clock } from './hand-built-workflow.js';
import { makeReports } from './make-reports.js';
import { REPORT_SETTINGS } from './report-settings.js';

const press = (
  time: string,
  said: { readonly activity?: PressedActivity; readonly workType?: WorkType } = {},
): WorkState => ({
  vehicleId: 1,
  at: at(clock(time)),
  blade: null,
  spreader: null,
  workType: said.workType ?? null,
  activity: said.activity ?? null,
  source: 'button',
});

/** Brings a machine back to where it began in 20 and in 30 minutes. */
const SPEED_MPS = 20 / 3;

/** Fixes of a machine that stays where it began. */
const standing = (from: string, to: string) =>
  Array.from({ length: (at(clock(to)) - at(clock(from))) / 10_000 - 1 }, (_, i) =>
    fixAt(at(clock(from)) + (i + 1) * 10_000, 0),
  );

/** Plowing 20:00–20:30 and again from `goesAt` for half an hour, standing between. */
const night = (goesAt: string, endsAt: string, workStates: WorkState[]): readonly DailyReport[] =>
  makeReports(
    nightInput(
      [
        ...drive('city', clock('20:00:00'), clock('20:30:00')),
        ...drive('city', clock(goesAt), clock(endsAt)),
      ],
      { contracts: [cityContract()], workStates },
      [
        ...fixesBetween(clock('20:00:00'), clock('20:30:00'), SPEED_MPS),
        ...standing('20:30:00', goesAt),
        ...fixesBetween(clock(goesAt), clock(endsAt), SPEED_MPS),
      ],
    ),
    REPORT_SETTINGS,
  ).reports;

const stopsOf = ({ dispatches }: DailyReport) =>
  dispatches.flatMap(({ spans }) =>
    spans
      .filter(({ activity }) => activity !== 'work' && activity !== 'deadhead')
      .map((span) => [span.activity, secondsOf(span)]),
  );

describe('a button that names a stop', () => {
  it.each([
    ['standby', 19 * 60],
    ['downtime', 19 * 60],
    // The minute before the button is a break by the fixes.
    ['break', 20 * 60],
  ] as const)('makes it %s until the machine moves', (activity, seconds) => {
    const [report] = night('20:50:00', '21:20:00', [press('20:31:00', { activity })]);
    expect(report.totals).toMatchObject({ [`${activity}S`]: seconds, workS: 3600 });
  });

  it('ends at the next button', () => {
    const pressed = [press('20:31:00', { activity: 'standby' }), press('20:40:00', { activity: 'downtime' })];
    const [report] = night('20:50:00', '21:20:00', pressed);
    expect(stopsOf(report)).toEqual([
      ['break', 60],
      ['standby', 9 * 60],
      ['downtime', 600],
    ]);
  });

  it('begins with the standstill where it was pressed before', () => {
    const [report] = night('20:50:00', '21:20:00', [press('20:29:00', { activity: 'downtime' })]);
    expect(report.totals).toMatchObject({ downtimeS: 1200, workS: 3600 });
  });

  it('keeps a dispatch together over a long stop, which would else be two', () => {
    expect(night('21:20:00', '21:50:00', [])[0].dispatches.length).toBe(2);
    const [report] = night('21:20:00', '21:50:00', [press('20:31:00', { activity: 'standby' })]);
    expect([report.dispatches.length, report.totals.standbyS]).toEqual([1, 49 * 60]);
  });

  it('adds standby after the last movement where another button ended it; the machine was back before', () => {
    const pressed = [press('21:20:00', { activity: 'standby' }), press('22:00:00')];
    const [report] = night('20:50:00', '21:20:00', pressed);
    expect(report.totals.standbyS).toBe(40 * 60);
    expect(report.dispatches[0].returnedAt).toBe(at(clock('21:20:00')));
  });

  it('claims nothing where nobody knows when the stop ended, or it was not ended within three hours', () => {
    const forgotten = press('21:21:00', { activity: 'standby' });
    expect(night('20:50:00', '21:20:00', [forgotten])[0].totals.standbyS).toBe(0);
    const late = { ...press('21:21:00'), at: at('2027-01-13 00:21:01') };
    expect(night('20:50:00', '21:20:00', [forgotten, late])[0].totals.standbyS).toBe(0);
  });

  it('takes the seconds of work that stood still, and none of its metres', () => {
    const passes = drive('city', clock('20:00:00'), clock('21:00:00'));
    const fixes = [
      ...fixesBetween(clock('20:00:00'), clock('20:20:00'), SPEED_MPS),
      ...standing('20:20:00', '20:40:00'),
      ...fixesBetween(clock('20:40:00'), clock('21:00:00'), SPEED_MPS),
    ];
    const of = (workStates: WorkState[]): DailyReport =>
      makeReports(nightInput(passes, { contracts: [cityContract()], workStates }, fixes), REPORT_SETTINGS)
        .reports[0];
    const [plain, pressed] = [of([]), of([press('20:25:00', { activity: 'break' })])];
    expect([plain.totals.workS, pressed.totals.workS, pressed.totals.breakS]).toEqual([3600, 2700, 900]);
    expect(pressed.totals.coveredCm).toBe(plain.totals.coveredCm);
  });
});
