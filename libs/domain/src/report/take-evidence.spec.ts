import { fixAt, fixesBetween } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { takeEvidence } from './take-evidence.js';
import { NO_EVIDENCE } from './track-evidence.js';

const kinds = (fixes: Parameters<typeof takeEvidence>[0]) =>
  takeEvidence(fixes).spans.map(({ kind, startAt, endAt }) => [kind, (endAt - startAt) / 1000]);

describe('takeEvidence', () => {
  const driving = fixesBetween('2027-01-12 20:00:00', '2027-01-12 20:10:00', 5);

  it('sees a drive with its distance and its minutes', () => {
    const evidence = takeEvidence(driving);
    expect(kinds(driving)).toEqual([['moving', 600]]);
    expect(Math.abs(evidence.spans[0].distanceM - 3000)).toBeLessThan(20);
    expect(evidence.minutes).toHaveLength(10);
    // 60 s × 5 m/s = 300 m east.
    expect(evidence.minutes[1]).toEqual({
      ...positionOf(fixAt(at('2027-01-12 20:01:00'), 300)),
      moving: true,
    });
    expect(evidence.deviceIds).toEqual([1]);
  });

  const positionOf = ({ fixAt: time, latE6, lngE6 }: ReturnType<typeof fixAt>) => ({
    at: time,
    latE6,
    lngE6,
  });

  it('sees a stop through the wander of the position, and what is no stop', () => {
    const stop = Array.from({ length: 60 }, (_, i) =>
      fixAt(at('2027-01-12 20:10:10') + i * 10_000, (i * 7) % 25, (i * 11) % 20),
    );
    expect(kinds([...driving, ...stop])).toEqual([
      ['moving', 610],
      ['standing', 590],
    ]);
    expect(kinds(fixesBetween('2027-01-12 20:00:00', '2027-01-12 20:10:00', 0.7))).toEqual([['moving', 600]]);
  });

  it('claims nothing of time without fixes', () => {
    const later = fixesBetween('2027-01-12 20:12:00', '2027-01-12 20:14:00', 5);
    expect(kinds([...driving, ...later])).toEqual([
      ['moving', 600],
      ['gap', 120],
      ['moving', 120],
    ]);
    const minutes = takeEvidence([...driving, ...later]).minutes.map((minute) => minute.at);
    expect(minutes).not.toContain(at('2027-01-12 20:11:00'));
  });

  it('leaves out an implausible jump and a second device’s fix of the same instant', () => {
    const jump = fixAt(at('2027-01-12 20:05:05'), 9_000);
    const twin = fixAt(at('2027-01-12 20:05:00'), 400, 30, { deviceId: 2 });
    const withBoth = [...driving, jump, twin].sort((a, b) => a.fixAt - b.fixAt || a.deviceId - b.deviceId);
    const evidence = takeEvidence(withBoth);
    expect(Math.abs(evidence.spans[0].distanceM - 3000)).toBeLessThan(20);
    expect(evidence.deviceIds).toEqual([1, 2]);
  });

  it('keeps top speed, work types and mock fixes with their times', () => {
    const fast = driving.map((fix, i) => (i === 30 ? { ...fix, speedMps: 25, isMock: true } : fix));
    const evidence = takeEvidence(
      fast.map((fix, i) => ({ ...fix, workType: i < 10 ? null : ('widening' as const) })),
    );
    expect(evidence.spans[0]).toMatchObject({ topSpeedMps: 25, topSpeedAt: at('2027-01-12 20:05:00') });
    expect(evidence.workTypes).toEqual([{ at: at('2027-01-12 20:01:40'), workType: 'widening' }]);
    const mockAt = at('2027-01-12 20:05:00');
    expect(evidence.mock).toEqual([{ startAt: mockAt, endAt: mockAt, fixCount: 1 }]);
  });

  it('keeps each run of mock fixes apart', () => {
    const mock = driving.map((fix, i) => ({ ...fix, isMock: i < 2 || (i >= 10 && i < 13) }));
    expect(takeEvidence(mock).mock.map(({ startAt, endAt, fixCount }) => [startAt, endAt, fixCount])).toEqual(
      [
        [at('2027-01-12 20:00:00'), at('2027-01-12 20:00:10'), 2],
        [at('2027-01-12 20:01:40'), at('2027-01-12 20:02:00'), 3],
      ],
    );
  });

  it('is empty without fixes', () => {
    expect(takeEvidence([])).toEqual(NO_EVIDENCE);
  });
});
