import type { Fix } from '../../fix/fix.js';
import { correctReport } from '../correct-report.js';
import type { DailyReport } from '../daily-report.js';
import { findingsAmong, findingsOf } from '../find-inconsistencies.js';
import { FINDING_SETTINGS } from '../finding.js';
import { cityContract, drive, fixAt, fixesBetween, nightInput, prefContract } from '../hand-built-night.js';
import { at } from '../hand-built-report.js';
import { actor, CONTEXT, reportIn } from '../hand-built-workflow.js';
import { makeReports } from '../make-reports.js';
import { REPORT_SETTINGS } from '../report-settings.js';
import { overlappingPlates } from './overlapping-plates.js';
import { standbyWithoutEnd } from './standby-without-end.js';

const clock = (time: string): string => `2027-01-12 ${time}`;
const codes = (report: DailyReport): string[] => findingsOf(report, FINDING_SETTINGS).map(({ code }) => code);

const made = (fixes: readonly Fix[], to = '21:00:00'): DailyReport =>
  makeReports(
    nightInput(drive('city', clock('20:00:00'), clock(to)), { contracts: [cityContract()] }, fixes),
    REPORT_SETTINGS,
  ).reports[0];
const driving = fixesBetween(clock('20:00:00'), clock('21:00:00'), 3);

describe('one report', () => {
  it('has nothing to say of an honest hour', () => {
    expect(codes(made(driving))).toEqual([]);
  });

  it('reported over GPS: more work than the fixes show', () => {
    const report = made(driving);
    const reported = (workS: number): DailyReport => ({ ...report, totals: { ...report.totals, workS } });
    expect(codes(reported(4200))).toEqual([]);
    const [finding] = findingsOf(reported(4201), FINDING_SETTINGS);
    expect(finding).toMatchObject({
      code: 'reported_over_gps',
      evidence: { reportedS: 4201, recordedS: 3600, toleranceS: 600 },
      reportNos: ['N20270112-J01-K-shi'],
    });
  });

  it('long standstill: it stood while it says work', () => {
    const standing = (until: string): DailyReport => {
      const [stopS, goS] = [1200, (at(clock(until)) - at(clock('20:00:00'))) / 1000];
      const metresAt = (second: number): number => 3 * (Math.min(second, stopS) + Math.max(0, second - goS));
      return made(driving.map(({ fixAt: time }, i) => fixAt(time, metresAt(i * 10))));
    };
    expect(codes(standing('20:29:30'))).toEqual([]);
    const [finding] = findingsOf(standing('20:40:00'), FINDING_SETTINGS);
    expect(finding.code).toBe('long_standstill');
    expect(finding.evidence.stoodS).toBeGreaterThanOrEqual(1200);
    expect(finding.en).toMatch(/^It stood still for 20 min of reported work \(2027-01-12 20:19–20:40\)/);
  });

  it('gap: no fix for more than five minutes', () => {
    const without = (to: string): DailyReport =>
      made(driving.filter((fix) => fix.fixAt <= at(clock('20:20:00')) || fix.fixAt >= at(clock(to))));
    expect(codes(without('20:25:00'))).toEqual([]);
    expect(codes(without('20:25:10'))).toEqual(['gps_gap']);
  });

  it('impossible speed: over 80 km/h', () => {
    const at5 = (speedMps: number): DailyReport =>
      made(driving.map((fix, i) => (i === 30 ? { ...fix, speedMps } : { ...fix, speedMps: 3 })));
    expect(codes(at5(22.2))).toEqual([]);
    const [finding] = findingsOf(at5(22.5), FINDING_SETTINGS);
    expect(finding).toMatchObject({
      code: 'impossible_speed',
      startAt: at(clock('20:05:00')),
      evidence: { topKmh: 81 },
    });
    // An authority's own limit, reached and not exceeded: 20 m/s are 72 km/h.
    const limit = (speedKmh: number) => findingsOf(at5(20), { ...FINDING_SETTINGS, speedKmh });
    expect([limit(72), limit(71).length]).toEqual([[], 1]);
  });

  it('mock location: the phone’s own word', () => {
    const mock = driving.map((fix, i) => (i >= 60 && i < 90 ? { ...fix, isMock: true } : fix));
    const [finding] = findingsOf(made(mock), FINDING_SETTINGS);
    expect(finding).toMatchObject({ code: 'mock_location', evidence: { fixCount: 30 } });
  });

  it('standby without end: it stays a question', () => {
    const order = {
      id: 9,
      kind: 'standby_order' as const,
      routes: [],
      vehicleIds: [1],
      orderedAt: at(clock('22:00:00')),
      targetFinishAt: null,
    };
    const asked = { code: 'standby_without_end', machineCodes: ['J01'], evidence: { orderId: 9 } };
    expect(standbyWithoutEnd('J01', [{ order }], [])).toMatchObject([{ ...asked, reportNos: [] }]);
    const report = made(driving);
    const { reportNo } = report;
    expect(standbyWithoutEnd('J01', [{ order }], [report])).toMatchObject([
      { ...asked, reportNos: [reportNo] },
    ]);
    const span = { ...report.dispatches[0].spans[0], activity: 'standby' as const };
    const waitingUntil = (time: string) => ({
      ...report,
      dispatches: [{ ...report.dispatches[0], spans: [{ ...span, endAt: at(clock(time)) }] }],
    });
    expect(standbyWithoutEnd('J01', [{ order }], [waitingUntil('22:00:00')])).toHaveLength(1);
    expect(standbyWithoutEnd('J01', [{ order }], [waitingUntil('22:10:00')])).toEqual([]);
  });
});

describe('overlapping plates', () => {
  const report = made(driving);
  const other = (changes: Partial<DailyReport>): DailyReport => ({
    ...report,
    reportNo: 'N-other',
    machineCode: 'J02',
    machine: { ...report.machine, machineCode: 'J02' },
    evidence: { ...report.evidence, minutes: [] },
    ...changes,
  });

  it('block two reports of one plate for the same time', () => {
    expect(findingsAmong([report, other({})], FINDING_SETTINGS)).toMatchObject([
      {
        code: 'overlapping_plates',
        blocks: true,
        evidence: { overlapS: 3600 },
        reportNos: ['N-other', 'N20270112-J01-K-shi'],
      },
    ]);
  });

  it('do not, for other plates or another time', () => {
    const plate = { ...report.machine, plateNo: 'デモ 901 ゆ 00-02' };
    const later = made([], '22:00:00').dispatches.map((dispatch) => ({
      ...dispatch,
      spans: dispatch.spans.map((span) => ({ ...span, startAt: at(clock('21:00:00')) })),
    }));
    expect(findingsAmong([report, other({ machine: plate })], FINDING_SETTINGS)).toEqual([]);
    // Two machines without a plate are two machines.
    const bare = { ...report, machine: { ...report.machine, plateNo: '' } };
    expect(
      findingsAmong(
        [bare, other({ machine: { ...plate, machineCode: 'J02', plateNo: '' } })],
        FINDING_SETTINGS,
      ),
    ).toEqual([]);
    expect(findingsAmong([report, other({ dispatches: later })], FINDING_SETTINGS)).toEqual([]);
  });

  const halves = () => {
    const passes = [
      ...drive('city', clock('20:00:00'), clock('20:30:00')),
      ...drive('pref', clock('20:30:00'), clock('21:00:00')),
    ];
    return makeReports(nightInput(passes), REPORT_SETTINGS).reports;
  };
  const stretched = (one: DailyReport, activity: 'work' | 'unrecorded'): DailyReport => {
    const time = { dispatchNo: 1, startAt: at(clock('20:20:00')), endAt: at(clock('20:40:00')) };
    const workType = activity === 'work' ? ('fresh_snow' as const) : null;
    const correction = { kind: 'span' as const, ...time, activity, workType };
    return reportIn(correctReport(one, { correction, reason: '続き' }, actor('driver', one), CONTEXT));
  };

  it('nor for one machine’s reports under two contracts', () => {
    expect(halves().map(({ contractId }) => contractId)).toEqual(['K-ken', 'K-shi']);
    expect(findingsAmong(halves(), FINDING_SETTINGS)).toEqual([]);
    expect(prefContract().clientCode).toBe('ken');
  });

  it('do, where a correction stretches one of them over the other', () => {
    const [ken, shi] = halves();
    expect(overlappingPlates([ken, stretched(shi, 'work')])).toMatchObject([
      {
        reportNos: ['N20270112-J01-K-ken', 'N20270112-J01-K-shi'],
        machineCodes: ['J01'],
        evidence: { overlapS: 600 },
        startAt: at(clock('20:30:00')),
        endAt: at(clock('20:40:00')),
        en: 'Plate "デモ 900 ゆ 00-01" is on reports "N20270112-J01-K-ken" and "N20270112-J01-K-shi" for the same 10 min: correct that time of one of them to "no record".',
      },
    ]);
    expect(overlappingPlates([ken, stretched(stretched(shi, 'work'), 'unrecorded')])).toEqual([]);
  });

  it('also where the machine has no plate, and under two business dates', () => {
    const [ken, shi] = halves().map((each) => ({ ...each, machine: { ...each.machine, plateNo: '' } }));
    const dayBefore = { ...ken, businessDate: '2027-01-11' };
    const [finding, ...rest] = findingsAmong([stretched(shi, 'work')], FINDING_SETTINGS, [dayBefore]);
    expect([finding.code, rest]).toEqual(['overlapping_plates', []]);
    expect(finding.ja).toMatch(/^機械「J01」が/);
    const elsewhere = other({ machine: { ...report.machine, plateNo: 'デモ 901 ゆ 00-02' } });
    expect(findingsAmong([elsewhere], FINDING_SETTINGS, [ken, stretched(shi, 'work')])).toEqual([]);
  });
});
