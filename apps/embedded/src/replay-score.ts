import type { VehicleTrack } from '#wire';
import { quantile } from './quantile.js';
import type { ReplayFix } from './replay-storm.js';

/** A truck-hour that can be judged: what was matched against what the odometer says, in metres. */
export interface Session {
  readonly truck: string;
  /** Start of the hour, epoch ms. */
  readonly hourAt: number;
  readonly odometerM: number;
  readonly matchedM: number;
}

/** How well the sessions of a day fit. */
export interface SessionScore {
  readonly sessions: number;
  /** Median of |matched / odometer − 1|. */
  readonly medianError: number;
  readonly p90Error: number;
  readonly medianRatio: number;
  readonly odometerKm: number;
  readonly matchedKm: number;
}

const HOUR_MS = 3_600_000;
/** Fixes further apart are not compared: nobody knows what was driven between. */
const LONGEST_PAIR_MS = 300_000;
const SHORTEST_SESSION_M = 500;

/** From the first to the last fix of one or more runs, epoch ms. */
export interface Span {
  readonly fromAt: number;
  readonly toAt: number;
}

/** A track is asked for in spans shorter than this. */
const LONGEST_SPAN_MS = 12 * HOUR_MS;

/** Spans that hold every fix; a new one begins only after a gap in which the track is cut anyway. */
export const spansOf = (fixes: readonly { readonly at: number }[]): Span[] => {
  const spans: Span[] = [];
  for (const { at } of fixes) {
    const last = spans[spans.length - 1];
    const isGap = last !== undefined && at - last.toAt > LONGEST_PAIR_MS;
    if (last === undefined || (isGap && at - last.fromAt > LONGEST_SPAN_MS))
      spans.push({ fromAt: at, toAt: at });
    else spans[spans.length - 1] = { fromAt: last.fromAt, toAt: at };
  }
  return spans;
};

interface TrackPlace {
  readonly track: number;
  readonly odometerM: number;
}

const placesOf = (track: VehicleTrack): Map<number, TrackPlace> => {
  const places = new Map<number, TrackPlace>();
  let number = 0;
  for (const fix of track.fixes) {
    if (fix.trackStart) number++;
    places.set(Date.parse(fix.fixAt), { track: number, odometerM: fix.odometerM });
  }
  return places;
};

/** Displayed path between two fixes; 0 where it is broken between them. */
const matchedBetween = (from: TrackPlace | undefined, to: TrackPlace | undefined): number =>
  from !== undefined && to !== undefined && from.track === to.track ? to.odometerM - from.odometerM : 0;

const sumPairs = (
  fixes: readonly ReplayFix[],
  places: Map<number, TrackPlace>,
): Pick<Session, 'odometerM' | 'matchedM'> => {
  let odometerM = 0;
  let matchedM = 0;
  for (let index = 1; index < fixes.length; index++) {
    const [from, to] = [fixes[index - 1], fixes[index]];
    if (to.at - from.at > LONGEST_PAIR_MS) continue;
    odometerM += to.odometerM - from.odometerM;
    matchedM += matchedBetween(places.get(from.at), places.get(to.at));
  }
  return { odometerM, matchedM };
};

/**
 * The sessions of one truck: clock hours with over 500 m of odometer in which every fix is on the network
 * (`isNear`: within 60 m). Lengths are summed over consecutive fixes of the hour at most 300 s apart.
 */
export const sessionsOf = (
  truck: { readonly code: string; readonly fixes: readonly ReplayFix[] },
  track: VehicleTrack,
  isNear: (fix: ReplayFix) => boolean,
): Session[] => {
  const places = placesOf(track);
  const hours = new Map<number, ReplayFix[]>();
  for (const fix of truck.fixes) {
    const hourAt = Math.floor(fix.at / HOUR_MS) * HOUR_MS;
    hours.set(hourAt, [...(hours.get(hourAt) ?? []), fix]);
  }
  return [...hours].flatMap(([hourAt, fixes]) => {
    if (!fixes.every(isNear)) return [];
    const sums = sumPairs(fixes, places);
    return sums.odometerM > SHORTEST_SESSION_M ? [{ truck: truck.code, hourAt, ...sums }] : [];
  });
};

/** Medians over the sessions. */
export const scoreSessions = (sessions: readonly Session[]): SessionScore => {
  const ratios = sessions.map((session) => session.matchedM / session.odometerM);
  const errors = ratios.map((ratio) => Math.abs(ratio - 1));
  const km = (read: (session: Session) => number): number =>
    sessions.reduce((sum, session) => sum + read(session), 0) / 1000;
  return {
    sessions: sessions.length,
    medianError: quantile(errors, 0.5),
    p90Error: quantile(errors, 0.9),
    medianRatio: quantile(ratios, 0.5),
    odometerKm: km((session) => session.odometerM),
    matchedKm: km((session) => session.matchedM),
  };
};
