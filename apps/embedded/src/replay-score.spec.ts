import type { VehicleTrack } from '#wire';
import { scoreSessions, sessionsOf, spansOf } from './replay-score.js';
import type { ReplayFix } from './replay-storm.js';

const HOUR_AT = Date.parse('2020-02-20T03:00:00Z');

/** Fixes at `[minute, odometer m]`. */
const fixesAt = (...places: [minute: number, odometerM: number][]): ReplayFix[] =>
  places.map(([minute, odometerM]) => ({ at: HOUR_AT + minute * 60_000, lat: 43, lng: -76, odometerM }));

/** A matched track at `[minute, odometer m, starts a track]`. */
const trackAt = (...places: [minute: number, odometerM: number, trackStart?: boolean][]): VehicleTrack => ({
  vehicleId: 1,
  path: [],
  fixes: places.map(([minute, odometerM, trackStart = false]) => ({
    fixAt: new Date(HOUR_AT + minute * 60_000).toISOString(),
    lat: 43,
    lng: -76,
    speedMps: null,
    verdict: 'used',
    odometerM,
    trackStart,
  })),
});

const anywhere = (): boolean => true;
const sessions = (fixes: ReplayFix[], track: VehicleTrack, isNear: (fix: ReplayFix) => boolean = anywhere) =>
  sessionsOf({ code: 'T', fixes }, track, isNear);

describe('replay score', () => {
  it('compares the displayed path with the odometer over the same pairs', () => {
    const fixes = fixesAt([0, 0], [2, 400], [4, 1_000]);
    const track = trackAt([0, 0, true], [2, 420], [4, 1_050]);
    expect(sessions(fixes, track)).toEqual([
      { truck: 'T', hourAt: HOUR_AT, odometerM: 1_000, matchedM: 1_050 },
    ]);
  });

  it('leaves out pairs over 300 s apart, on both sides', () => {
    const fixes = fixesAt([0, 0], [5, 600], [10.1, 5_000], [12, 5_400]);
    const track = trackAt([0, 0, true], [5, 600], [10.1, 0, true], [12, 300]);
    expect(sessions(fixes, track)).toMatchObject([{ odometerM: 1_000, matchedM: 900 }]);
  });

  it('counts a path that is broken between two fixes as nothing', () => {
    const fixes = fixesAt([0, 0], [2, 600], [4, 1_000]);
    const track = trackAt([0, 0, true], [2, 600], [4, 0, true]);
    expect(sessions(fixes, track)).toMatchObject([{ odometerM: 1_000, matchedM: 600 }]);
  });

  it('takes each clock hour for itself, and only the pairs within it', () => {
    const fixes = fixesAt([57, 0], [59, 700], [61, 900], [63, 1_800]);
    const track = trackAt([57, 0, true], [59, 700], [61, 900], [63, 1_800]);
    expect(sessions(fixes, track).map((session) => session.odometerM)).toEqual([700, 900]);
  });

  it('leaves out hours of 500 m and less and hours with a fix off the network', () => {
    const fixes = fixesAt([0, 0], [2, 500], [60, 500], [62, 1_500]);
    const track = trackAt([0, 0, true], [2, 500], [60, 0, true], [62, 1_000]);
    expect(sessions(fixes, track, (fix) => fix.odometerM < 1_500)).toEqual([]);
  });

  it('asks for long storms in spans that begin after a gap', () => {
    const minute = (fixes: ReplayFix[]) =>
      spansOf(fixes).map(({ fromAt, toAt }) => [fromAt - HOUR_AT, toAt - HOUR_AT].map((ms) => ms / 60_000));
    expect(minute(fixesAt([0, 0], [10, 0], [719, 0]))).toEqual([[0, 719]]);
    expect(minute(fixesAt([0, 0], [718, 0], [723, 0], [730, 0], [740, 0]))).toEqual([
      [0, 723],
      [730, 740],
    ]);
  });

  it('takes the median of the errors and of the ratios', () => {
    const session = (matchedM: number) => ({ truck: 'T', hourAt: 0, odometerM: 1_000, matchedM });
    expect(scoreSessions([session(900), session(1_000), session(1_050), session(1_200)])).toEqual({
      sessions: 4,
      medianError: expect.closeTo(0.075),
      p90Error: expect.closeTo(0.17),
      medianRatio: expect.closeTo(1.025),
      odometerKm: 4,
      matchedKm: 4.15,
    });
  });
});
