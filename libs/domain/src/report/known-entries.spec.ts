import { SnowGauge } from '../plan/snow-gauge.js';
import { correctReport, remakeReport } from './correct-report.js';
import type { DailyReport } from './daily-report.js';
import { cityContract, drive, nightInput } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { actor, CONTEXT, clock, HOUR_OF_PASSES, reportIn } from './hand-built-workflow.js';
import { makeReports } from './make-reports.js';
import { REPORT_SETTINGS } from './report-settings.js';

/** Centimetres that fell on an area between two clock times. */
const snowfall = (fromAt: string, toAt: string, newSnowCm: number, area = 'all') => ({
  area,
  fromAt: at(clock(fromAt)),
  toAt: at(clock(toAt)),
  newSnowCm,
});

const made = (
  snowfalls: ReturnType<typeof snowfall>[],
  operator: string | null = null,
  passes = HOUR_OF_PASSES,
): DailyReport =>
  makeReports(
    nightInput(passes, {
      contracts: [cityContract()],
      known: { operator, snow: new SnowGauge(snowfalls) },
    }),
    REPORT_SETTINGS,
  ).reports[0];

describe('what a report knows without anybody writing it', () => {
  it('is its operator, new snow from 18:00 to its end, and snow while it was out', () => {
    const { entries } = made(
      [
        snowfall('16:00:00', '18:00:00', 9),
        snowfall('18:00:00', '20:00:00', 6.3),
        snowfall('20:00:00', '22:00:00', 8),
      ],
      '架空 太郎',
    );
    expect(entries).toMatchObject({
      operator: '架空 太郎',
      newSnowCm: 10.3,
      weather: '雪',
      snowDepthCm: null,
    });
  });

  it('says no weather where the snow was over before the work', () => {
    expect(made([snowfall('18:00:00', '20:00:00', 6)]).entries).toMatchObject({
      newSnowCm: 6,
      weather: null,
    });
  });

  it('is nothing where nothing was recorded, or in another zone', () => {
    const nothing = { operator: null, newSnowCm: null, weather: null };
    expect(made([]).entries).toMatchObject(nothing);
    expect(made([snowfall('19:00:00', '22:00:00', 6, 'Z9')]).entries).toMatchObject(nothing);
  });

  it('counts work after midnight from the evening before', () => {
    const morning = drive('city', '2027-01-13 06:00:00', '2027-01-13 07:00:00');
    const { entries } = made([snowfall('19:00:00', '22:00:00', 6)], null, morning);
    expect(entries).toMatchObject({ newSnowCm: 6, weather: null });
  });

  it('gives way to what a person wrote, also when the report is made anew', () => {
    const draft = made([snowfall('18:00:00', '21:00:00', 6)], '架空 太郎');
    const correction = { kind: 'entries' as const, entries: { operator: '架空 花子', weather: '吹雪' } };
    const corrected = reportIn(
      correctReport(draft, { correction, reason: '交代' }, actor('driver', draft), CONTEXT),
    );
    const fresh = made([snowfall('18:00:00', '21:00:00', 9)], '架空 太郎');
    const remade = reportIn(
      remakeReport(corrected, { fresh, reason: '降雪' }, actor('system', corrected), CONTEXT),
    );
    expect(remade.entries).toMatchObject({ operator: '架空 花子', weather: '吹雪', newSnowCm: 9 });
  });
});
