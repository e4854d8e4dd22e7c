import type { PathPiece } from '../match/path-writer.js';
import { cutAtInputs } from './cut-at-work-changes.js';
import { NO_WORK_HISTORY, WorkTimeline } from './work-timeline.js';

const OPINION = { confidence: 1, runnerUpSegment: -1, runnerUpProbability: 0 };

/** The path of 20 s over four segments of 50 m, as one piece a segment. */
const PIECES: PathPiece[] = [0, 1, 2, 3].map((i) => ({
  ...{ directed: 2 * i, fromM: 0, toM: 50, fromAt: 5000 * i, toAt: 5000 * (i + 1) },
  ...{ bridged: false, reversing: false, opinion: OPINION },
}));

/** Where the path is cut: directed segment and metres, where the blade is up in the first fix and down in the second. */
const cutOf = (speedsMps: [number | null, number | null], pieces: PathPiece[] = PIECES): string[] => {
  const timeline = new WorkTimeline(NO_WORK_HISTORY);
  const fixOf = (at: number, speedMps: number | null, blade: boolean) =>
    ({ vehicleId: 1, fixAt: at, speedMps, blade, spreader: null, workType: null }) as never;
  timeline.push(fixOf(0, speedsMps[0], false));
  timeline.push(fixOf(20_000, speedsMps[1], true));
  const cut = cutAtInputs(pieces, timeline);
  const at = timeline.knownKindAt(19_999) === 'plowed' ? cut : [];
  return at
    .filter(({ toAt }) => timeline.knownKindAt(toAt + 1) === 'plowed')
    .slice(0, 1)
    .map(({ directed, toM }) => `${directed} ${Math.round(toM)}`);
};

describe('where work changed between two fixes', () => {
  it('is half way at a segment end where the speeds do not tell', () => {
    expect(cutOf([5, 5])).toEqual(['2 50']);
    expect(cutOf([null, null])).toEqual(['2 50']);
  });

  it('is where a vehicle of the first speed and then the second comes this far: fast on the way, slow at work', () => {
    // 200 m in 20 s: 15 s at 12 m/s and 5 s at 4 m/s.
    expect(cutOf([12, 4])).toEqual(['4 50']);
    // 5 s at 4 m/s and 15 s at 12 m/s.
    expect(cutOf([4, 12])).toEqual(['0 50']);
  });

  it('lies within the two fixes even where the speeds cannot be right', () => {
    expect(cutOf([40, 20])).toEqual(['0 50']);
    expect(cutOf([3, 1])).toEqual(['4 50']);
  });

  it('is the place itself where no segment ends between the fixes', () => {
    const one = [{ ...PIECES[0], toM: 200, toAt: 20_000 }];
    expect(cutOf([12, 4], one)).toEqual(['0 180']);
    // The same way on one segment in two pieces: 180 m are 80 m into the second.
    const halves = [
      { ...PIECES[0], toM: 100, toAt: 10_000 },
      { ...PIECES[0], fromM: 100, toM: 200, fromAt: 10_000, toAt: 20_000 },
    ];
    expect(cutOf([12, 4], halves)).toEqual(['0 180']);
  });
});
