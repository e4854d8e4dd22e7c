import { type MatchSettings, pathOfTrack, SegmentIndex } from '#domain';
import { ArcRoads, halfDriven } from './match-arcs.js';
import { type Mismatch, type MismatchScore, mismatchOf, scoreMismatches } from './match-mismatch.js';
import { type RecordedTrack, readTrack, thinned, trackNames } from './match-tracks.js';
import { loadValhalla, ValhallaRoads } from './match-valhalla.js';

/** One line of the dump: the arcs, in driven order, that one track thinned to one interval was matched to. */
export interface MatchedArcs {
  readonly track: string;
  readonly intervalS: number;
  readonly arcs: readonly number[];
}

export interface IntervalScore extends MismatchScore {
  readonly intervalS: number;
  /** Tracks whose path was broken. */
  readonly brokenTracks: number;
  readonly peer?: MismatchScore & { readonly refusedTracks: number };
}

export interface TracksRun {
  readonly intervalsS: readonly number[];
  readonly withValhalla: boolean;
  readonly settings?: MatchSettings;
  /** Called with each line of the dump. */
  readonly matched: (line: MatchedArcs) => void;
}

interface OneMatch {
  readonly intervalS: number;
  readonly ours: Mismatch;
  readonly isBroken: boolean;
  readonly peer?: Mismatch;
  readonly isRefused?: boolean;
}

/** A track is never split here, and bridged stretches count. */
const matchOurs = (track: RecordedTrack, run: TracksRun): OneMatch[] => {
  const roads = new ArcRoads(track);
  const index = new SegmentIndex(roads.network, run.settings);
  return run.intervalsS.map((intervalS) => {
    const fixes = thinned(track.fixes, intervalS);
    const path = pathOfTrack(index, fixes);
    const arcs = halfDriven(track, roads.drivenOn(path.steps));
    run.matched({ track: track.name, intervalS, arcs });
    return { intervalS, ours: mismatchOf(track, arcs), isBroken: path.pathBreaks.length > 1 };
  });
};

const matchPeer = async (
  track: RecordedTrack,
  valhalla: ReturnType<typeof loadValhalla>,
  matches: readonly OneMatch[],
): Promise<OneMatch[]> => {
  const roads = new ValhallaRoads(valhalla, track);
  try {
    await roads.build();
    const both: OneMatch[] = [];
    for (const match of matches) {
      const { arcs, refused } = await roads.match(thinned(track.fixes, match.intervalS));
      both.push({ ...match, peer: mismatchOf(track, arcs), isRefused: refused });
    }
    return both;
  } finally {
    roads.dispose();
  }
};

const scoreOf = (intervalS: number, matches: readonly OneMatch[], withPeer: boolean): IntervalScore => {
  const of = matches.filter((match) => match.intervalS === intervalS);
  return {
    intervalS,
    ...scoreMismatches(of.map(({ ours }) => ours)),
    brokenTracks: of.filter(({ isBroken }) => isBroken).length,
    ...(withPeer && {
      peer: {
        ...scoreMismatches(of.map(({ peer }) => peer!)),
        refusedTracks: of.filter(({ isRefused }) => isRefused).length,
      },
    }),
  };
};

const loadPeer = (): ReturnType<typeof loadValhalla> | null => {
  try {
    return loadValhalla();
  } catch (error) {
    process.stderr.write(`*** NO PEER: Valhalla could not be installed: ${(error as Error).message} ***\n`);
    return null;
  }
};

/** Matches every track of a folder at every interval and scores the arcs. */
export const scoreTracks = async (folder: string, run: TracksRun): Promise<IntervalScore[]> => {
  const valhalla = run.withValhalla ? loadPeer() : null;
  const matches: OneMatch[] = [];
  for (const name of trackNames(folder)) {
    const track = readTrack(folder, name);
    const ours = matchOurs(track, run);
    matches.push(...(valhalla === null ? ours : await matchPeer(track, valhalla, ours)));
  }
  return run.intervalsS.map((intervalS) => scoreOf(intervalS, matches, valhalla !== null));
};
