import { correctReport, remakeReport } from './correct-report.js';
import type { DailyReport } from './daily-report.js';
import { drive } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import {
  actor,
  advanceOf,
  afterSteps,
  CONTEXT,
  clock,
  draftReport,
  faultIn,
  HOUR_OF_PASSES,
  reportIn,
} from './hand-built-workflow.js';
import type { SpanCorrection } from './report-step.js';
import { advanceReport } from './report-workflow.js';

describe('correctReport', () => {
  const standby: SpanCorrection = {
    kind: 'span',
    dispatchNo: 1,
    startAt: at(clock('20:10:00')),
    endAt: at(clock('20:25:00')),
    activity: 'standby',
    workType: null,
  };
  const correct = (report: DailyReport, changes: Partial<SpanCorrection>) =>
    correctReport(
      report,
      { correction: { ...standby, ...changes }, reason: '交差点で待機' },
      actor('driver', report),
      CONTEXT,
    );

  it('changes the time, sums and lines, and keeps before, after and the reason', () => {
    const draft = draftReport();
    const report = reportIn(correct(draft, {}));
    expect(report.totals).toMatchObject({ workS: 2700, standbyS: 900 });
    expect(report.dispatches[0].spans.map(({ activity, startAt }) => [activity, startAt])).toEqual([
      ['work', at(clock('20:00:00'))],
      ['standby', at(clock('20:10:00'))],
      ['work', at(clock('20:25:00'))],
    ]);
    expect(report.dispatches[0].lines.map(({ seconds }) => seconds)).toEqual([2700]);
    expect(report.recordedWorkS).toBe(3600);
    const [{ reason, change }] = report.history;
    expect(reason).toBe('交差点で待機');
    expect(change?.before).toMatchObject([
      { activity: 'work', startAt: standby.startAt, endAt: standby.endAt },
    ]);
    expect(change?.after).toMatchObject([
      { activity: 'standby', startAt: standby.startAt, endAt: standby.endAt },
    ]);
  });

  it('gives the metres back with the work', () => {
    const draft = draftReport();
    const away = reportIn(correct(draft, {}));
    const metres = away.totals.coveredCm;
    expect(metres).toBeLessThan(draft.totals.coveredCm);
    const back = reportIn(correct(away, { activity: 'work', workType: 'fresh_snow' }));
    expect(Math.abs(back.totals.coveredCm - draft.totals.coveredCm)).toBeLessThanOrEqual(2);
    expect(back.totals.workS).toBe(3600);
  });

  it('adds time that no fix shows, on the road of the work before it', () => {
    const report = reportIn(
      correct(draftReport(), {
        startAt: at(clock('20:50:00')),
        endAt: at(clock('21:30:00')),
        activity: 'work',
        workType: 'fresh_snow',
      }),
    );
    expect(report.totals).toMatchObject({ workS: 5400 });
    expect(report.dispatches[0].spans.map(({ routeCode, endAt }) => [routeCode, endAt])).toEqual([
      ['R-city', at(clock('21:30:00'))],
    ]);
    expect(report.history[0].change?.before).toHaveLength(1);
  });

  it('sets entries with what stood there', () => {
    const draft = draftReport();
    const correction = { kind: 'entries' as const, entries: { operator: '架空 太郎', agentKg: 350 } };
    const report = reportIn(
      correctReport(draft, { correction, reason: '入力漏れ' }, actor('driver', draft), CONTEXT),
    );
    expect(report.entries).toMatchObject({ operator: '架空 太郎', agentKg: 350, weather: null });
    expect(report.history[0].change).toMatchObject({
      before: { operator: null, agentKg: null },
      after: { operator: '架空 太郎', agentKg: 350 },
    });
  });

  it.each([
    ['dispatch_unknown', { dispatchNo: 2 }],
    ['span_empty', { endAt: standby.startAt }],
    ['span_empty', { endAt: standby.endAt + 1 }],
    ['work_type_missing', { activity: 'work' }],
    ['work_type_missing', { workType: 'patrol' }],
  ] as [string, Partial<SpanCorrection>][])('refuses: %s (%#)', (code, changes) => {
    expect(faultIn(correct(draftReport(), changes))).toBe(code);
  });

  it('refuses time of another dispatch', () => {
    const later = drive('city', clock('22:00:00'), clock('23:00:00'));
    expect(
      faultIn(correct(draftReport([...HOUR_OF_PASSES, ...later]), { endAt: at(clock('22:00:01')) })),
    ).toBe('span_taken');
  });

  it('refuses an approved report, and says to make a revision', () => {
    const approved = afterSteps(3);
    expect(correct(approved, {}).fault?.en).toContain('after approval make a new revision');
    const revised = reportIn(advanceReport(approved, advanceOf('revise'), actor('contractor', approved)));
    expect(reportIn(correct(revised, {})).totals.workS).toBe(2700);
  });
});

describe('remakeReport', () => {
  const correction = {
    kind: 'span' as const,
    dispatchNo: 1,
    startAt: at(clock('20:10:00')),
    endAt: at(clock('20:25:00')),
    activity: 'break' as const,
    workType: null,
  };

  it('takes over late passes and makes every correction again', () => {
    const draft = draftReport();
    const corrected = reportIn(
      correctReport(draft, { correction, reason: '休憩' }, actor('driver', draft), CONTEXT),
    );
    const fresh = draftReport([...HOUR_OF_PASSES, ...drive('city', clock('21:00:00'), clock('21:30:00'))]);
    const remade = reportIn(
      remakeReport(corrected, { fresh, reason: '測位が遅れて届いた' }, actor('system', corrected), CONTEXT),
    );
    expect(remade.totals).toMatchObject({ workS: 4500, breakS: 900 });
    expect(remade.passesHash).toBe(fresh.passesHash);
    expect(remade.history.map(({ action }) => action)).toEqual(['correct', 'remake']);
  });

  it('keeps the words of a correction that no longer fits', () => {
    const draft = draftReport();
    const corrected = reportIn(
      correctReport(draft, { correction, reason: '休憩' }, actor('driver', draft), CONTEXT),
    );
    const fresh = {
      ...draft,
      dispatches: draft.dispatches.map((dispatch) => ({ ...dispatch, dispatchNo: 2 })),
    };
    const remade = reportIn(
      remakeReport(corrected, { fresh, reason: '測位が遅れて届いた' }, actor('system', corrected), CONTEXT),
    );
    expect(remade.totals.workS).toBe(3600);
    expect(remade.history[0].change?.correction).toEqual(correction);
  });
});
