import { wholeSecond } from '../calendar/split-span.js';
import type { Fix } from '../fix/fix.js';
import { JumpFilter } from '../match/jump-filter.js';
import { MATCH_DEFAULTS } from '../match/match-settings.js';
import { distanceM } from '../network/distance.js';
import {
  EVIDENCE_SETTINGS,
  type EvidenceSpan,
  type MinutePosition,
  type MockRun,
  type TrackEvidence,
  type WorkTypeChange,
} from './track-evidence.js';

const MINUTE_MS = 60_000;

const between = (a: Fix, b: Fix): number => distanceM(a.lngE6, a.latE6, b.lngE6, b.latE6);

/** In order of time, one an instant, without implausible jumps: what the matcher uses too. */
const usableFixes = (fixes: readonly Fix[]): Fix[] => {
  const usable: Fix[] = [];
  const filter = new JumpFilter(MATCH_DEFAULTS, {
    plausible: ({ ordinal }) => usable.push(fixes[ordinal]),
    implausible: () => {},
    jumped: () => {},
  });
  let lastAt = Number.NEGATIVE_INFINITY;
  fixes.forEach((fix, ordinal) => {
    if (fix.fixAt <= lastAt) return;
    lastAt = fix.fixAt;
    filter.push({ fix, ordinal });
  });
  filter.finish();
  return usable;
};

/** Index of the last fix of the stay that begins with `from`: all of them near it, without a gap. */
const endOfStay = (fixes: readonly Fix[], from: number): number => {
  let to = from;
  while (
    to + 1 < fixes.length &&
    fixes[to + 1].fixAt - fixes[to].fixAt <= EVIDENCE_SETTINGS.gapMs &&
    between(fixes[from], fixes[to + 1]) <= EVIDENCE_SETTINGS.standingRadiusM
  )
    to += 1;
  return to;
};

interface Stretch {
  readonly kind: EvidenceSpan['kind'];
  readonly from: number;
  readonly to: number;
}

/** The fixes as stretches that share their end fixes. */
const stretchesOf = (fixes: readonly Fix[]): Stretch[] => {
  const stretches: Stretch[] = [];
  const add = (kind: EvidenceSpan['kind'], from: number, to: number): void => {
    const last = stretches[stretches.length - 1];
    if (last?.kind === kind && kind === 'moving') stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ kind, from, to });
  };
  let from = 0;
  while (from < fixes.length - 1) {
    const end = endOfStay(fixes, from);
    const stays = fixes[end].fixAt - fixes[from].fixAt >= EVIDENCE_SETTINGS.standingMs;
    const to = stays ? end : from + 1;
    const isGap = !stays && fixes[to].fixAt - fixes[from].fixAt > EVIDENCE_SETTINGS.gapMs;
    add(stays ? 'standing' : isGap ? 'gap' : 'moving', from, to);
    from = to;
  }
  return stretches;
};

const speedOf = (before: Fix, fix: Fix): number =>
  fix.speedMps ?? between(before, fix) / ((fix.fixAt - before.fixAt) / 1000);

const driven = (fixes: readonly Fix[], { kind, from, to }: Stretch) => {
  const drive = { distanceM: 0, topSpeedMps: 0, topSpeedAt: wholeSecond(fixes[from].fixAt) };
  if (kind !== 'moving') return drive;
  for (let i = from + 1; i <= to; i += 1) {
    drive.distanceM += between(fixes[i - 1], fixes[i]);
    const speedMps = speedOf(fixes[i - 1], fixes[i]);
    if (speedMps > drive.topSpeedMps)
      Object.assign(drive, { topSpeedMps: speedMps, topSpeedAt: fixes[i].fixAt });
  }
  return drive;
};

const spanOf = (fixes: readonly Fix[], stretch: Stretch): EvidenceSpan => {
  const { distanceM: distance, topSpeedMps, topSpeedAt } = driven(fixes, stretch);
  return {
    kind: stretch.kind,
    startAt: wholeSecond(fixes[stretch.from].fixAt),
    endAt: wholeSecond(fixes[stretch.to].fixAt),
    distanceM: Math.round(distance),
    topSpeedMps: Math.round(topSpeedMps * 100) / 100,
    topSpeedAt: wholeSecond(topSpeedAt),
    fixCount: stretch.to - stretch.from,
  };
};

const positionAt = (before: Fix, after: Fix, at: number, moving: boolean): MinutePosition => {
  const share = (at - before.fixAt) / (after.fixAt - before.fixAt);
  return {
    at,
    latE6: Math.round(before.latE6 + share * (after.latE6 - before.latE6)),
    lngE6: Math.round(before.lngE6 + share * (after.lngE6 - before.lngE6)),
    moving,
  };
};

/** Where it was on each whole minute; none in a gap. */
const minutesOf = (fixes: readonly Fix[], stretches: readonly Stretch[]): MinutePosition[] =>
  stretches
    .filter(({ kind }) => kind !== 'gap')
    .flatMap(({ kind, from, to }) => {
      const minutes: MinutePosition[] = [];
      let i = from;
      const first = Math.ceil(fixes[from].fixAt / MINUTE_MS) * MINUTE_MS;
      for (let at = first; at < fixes[to].fixAt; at += MINUTE_MS) {
        while (fixes[i + 1].fixAt <= at) i += 1;
        minutes.push(positionAt(fixes[i], fixes[i + 1], at, kind === 'moving'));
      }
      return minutes;
    });

const workTypesOf = (fixes: readonly Fix[]): WorkTypeChange[] =>
  fixes
    .filter((fix, i) => fix.workType !== (i === 0 ? null : fixes[i - 1].workType))
    .map(({ fixAt, workType }) => ({ at: fixAt, workType }));

const mockRuns = (fixes: readonly Fix[]): MockRun[] => {
  const runs: { startAt: number; endAt: number; fixCount: number }[] = [];
  fixes.forEach(({ fixAt, isMock }, i) => {
    if (isMock !== true) return;
    const last = runs[runs.length - 1];
    if (last === undefined || fixes[i - 1].isMock !== true)
      runs.push({ startAt: fixAt, endAt: fixAt, fixCount: 1 });
    else Object.assign(last, { endAt: fixAt, fixCount: last.fixCount + 1 });
  });
  return runs.map((run) => ({ ...run, startAt: wholeSecond(run.startAt), endAt: wholeSecond(run.endAt) }));
};

/** The evidence of one machine's fixes, given in order of time. */
export const takeEvidence = (fixes: readonly Fix[]): TrackEvidence => {
  const usable = usableFixes(fixes);
  const stretches = stretchesOf(usable);
  return {
    deviceIds: [...new Set(fixes.map(({ deviceId }) => deviceId))].sort((a, b) => a - b),
    spans: stretches.map((stretch) => spanOf(usable, stretch)),
    minutes: minutesOf(usable, stretches),
    workTypes: workTypesOf(usable),
    mock: mockRuns(fixes),
  };
};
