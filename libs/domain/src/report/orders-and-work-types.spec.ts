import { secondsOf } from '../calendar/split-span.js';
import type { DailyReport } from './daily-report.js';
import { drive, nightInput } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { makeReports } from './make-reports.js';
import type { ReportInput } from './one-report.js';
import { REPORT_SETTINGS } from './report-settings.js';

const make = (input: ReportInput): readonly DailyReport[] => makeReports(input, REPORT_SETTINGS).reports;

const spans = (report: DailyReport) =>
  report.dispatches.flatMap((dispatch) =>
    dispatch.spans.map((span) => [span.activity, span.routeCode, secondsOf(span)]),
  );

const DAY = '2027-01-12';
const clock = (time: string): string => `${DAY} ${time}`;
const order = (
  kind: 'city_order' | 'standby_order',
  orderedAt: string,
  targetFinishAt: string | null = null,
) => ({
  id: 7,
  kind,
  routes: ['R-city'],
  vehicleIds: [1],
  orderedAt: at(orderedAt),
  targetFinishAt: targetFinishAt === null ? null : at(targetFinishAt),
});

describe('orders', () => {
  const work = drive('city', '2027-01-13 00:30:00', '2027-01-13 02:00:00');

  it('give the dispatch its kind and the business date', () => {
    const [report] = make(nightInput(work, { orders: [order('city_order', clock('22:00:00'))] }));
    expect(report.businessDate).toBe(DAY);
    expect(report.dispatches[0]).toMatchObject({
      dispatchKind: 'city_order',
      order: { id: 7, orderedBy: null },
    });
  });

  it('of other machines, or long over, do not count', () => {
    const others = { ...order('city_order', clock('22:00:00')), vehicleIds: [2] };
    const [report] = make(nightInput(work, { orders: [others, order('city_order', clock('05:00:00'))] }));
    expect(report.businessDate).toBe('2027-01-13');
    expect(report.dispatches[0].dispatchKind).toBe('self_dispatch');
  });

  it('of several, the newest given by the start counts, else the first given on the way', () => {
    const orders = [
      '2027-01-13 00:29:00',
      '2027-01-13 00:30:00',
      '2027-01-13 00:31:00',
      '2027-01-13 00:32:00',
    ].map((orderedAt, id) => ({ ...order('city_order', orderedAt), id }));
    const idOf = (given: typeof orders) =>
      make(nightInput(work, { orders: given }))[0].dispatches[0].order?.id;
    expect([idOf(orders), idOf([...orders].reverse()), idOf(orders.slice(2))]).toEqual([1, 1, 2]);
  });

  it('without any, work after midnight goes on with the evening’s', () => {
    const evening = drive('city', clock('22:00:00'), clock('23:00:00'));
    const [report] = make(nightInput([...evening, ...work]));
    expect([report.businessDate, report.dispatches.length]).toEqual([DAY, 2]);
    const earlier = { endAt: at(clock('23:00:00')), businessDate: DAY };
    expect(make(nightInput(work, { earlier }))[0].businessDate).toBe(DAY);
  });

  it('make standby from the order until the work', () => {
    const [report] = make(nightInput(work, { orders: [order('standby_order', clock('22:00:00'))] }));
    expect(spans(report)).toEqual([
      ['standby', 'R-city', 9000],
      ['work', 'R-city', 5400],
    ]);
    expect(report.totals.standbyS).toBe(9000);
    expect(report.businessDate).toBe(DAY);
  });

  it('make standby until its end where no work followed', () => {
    const orders = [order('standby_order', clock('22:00:00'), '2027-01-13 01:00:00')];
    const [report] = make(nightInput([], { orders }));
    expect(report.dispatches[0]).toMatchObject({ dispatchKind: 'standby_order', leftDepotAt: null });
    expect([report.contractId, report.totals.standbyS]).toEqual(['K-shi', 10_800]);
  });

  it('make standby of no more than 12 hours where they name no end', () => {
    const ordered = (orderedAt: string) =>
      make(nightInput(work, { orders: [order('standby_order', orderedAt)] }))[0].totals.standbyS;
    expect([ordered(clock('12:30:00')), ordered(clock('12:29:59'))]).toEqual([12 * 3600, 0]);
  });

  it('say so where nobody knows when standby ended', () => {
    const made = makeReports(
      nightInput([], { orders: [order('standby_order', clock('22:00:00'))] }),
      REPORT_SETTINGS,
    );
    expect(made.reports).toEqual([]);
    expect(made.openStandby.map(({ order: open }) => open.id)).toEqual([7]);
  });
});

describe('work types', () => {
  const states = (workType: 'sidewalk' | 'widening' | 'patrol' | 'anti_icing') => [
    {
      vehicleId: 1,
      at: at(clock('19:00:00')),
      blade: null,
      spreader: null,
      workType,
      source: 'button' as const,
    },
  ];
  const made = (workKind: 'plowed' | 'passed' | 'unknown', workType: Parameters<typeof states>[0]) =>
    make(
      nightInput(drive('city', clock('20:00:00'), clock('21:00:00'), workKind), {
        workStates: states(workType),
      }),
    )[0];

  it.each([
    ['plowed', 'widening', 'work', 'widening'],
    ['plowed', 'anti_icing', 'work', 'fresh_snow'],
    ['passed', 'sidewalk', 'work', 'sidewalk'],
    ['passed', 'widening', 'deadhead', null],
    ['unknown', 'sidewalk', 'deadhead', null],
  ] as const)('%s under the button %s is %s %s', (workKind, button, activity, workType) => {
    const [span] = made(workKind, button).dispatches[0].spans;
    expect([span.activity, span.workType]).toEqual([activity, workType]);
  });

  it('call a patrol a patrol', () => {
    expect(made('passed', 'patrol').dispatches[0].dispatchKind).toBe('patrol');
  });
});
