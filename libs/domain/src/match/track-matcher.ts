import type { Fix } from '../fix/fix.js';
import { JumpFilter, type NumberedFix } from './jump-filter.js';
import { Lattice } from './lattice.js';
import type { Layer } from './layer.js';
import type { MatchSettings } from './match-settings.js';
import type { MatchedFix, Place } from './matched-track.js';
import { type PathPiece, PathWriter } from './path-writer.js';
import type { SegmentIndex } from './segment-index.js';
import { pointAlong } from './segment-projection.js';

/** Told of the final path as it comes, in order. */
export interface PathSink {
  /** The pieces from one used fix to the next. */
  moved(pieces: readonly PathPiece[]): void;
  /** The path ends; what follows is not joined to it. */
  broken(): void;
  /** A fix's verdict is final; `directed` and the path's length so far where it was used. */
  judged?(ordinal: number, verdict: MatchedFix['verdict'], directed: number | null, odometerM: number): void;
}

/** The main flow of matching: fix → jump filter → lattice → path. Fixes come in rising order of time. */
export class TrackMatcher {
  readonly #filter: JumpFilter;
  readonly #lattice: Lattice;
  readonly #writer: PathWriter;
  #pushed = 0;
  #newestAt = Number.NEGATIVE_INFINITY;
  #isOffNetwork = false;

  constructor(
    private readonly index: SegmentIndex,
    settings: MatchSettings,
    private readonly sink: PathSink,
  ) {
    this.#writer = new PathWriter(index, settings, (pieces) => sink.moved(pieces));
    this.#lattice = new Lattice(index, settings, {
      decided: (layer, state, before) => this.#decided(layer, state, before),
      dropped: (layer) => this.#judge(layer.ordinal, 'off_network'),
    });
    this.#filter = new JumpFilter(settings, {
      plausible: (numbered) => this.#match(numbered),
      implausible: (numbered) => this.#judge(numbered.ordinal, 'implausible_jump'),
      jumped: () => this.#break(),
    });
  }

  /** A fix that is not later than the one before it counts as standing. */
  push(fix: Fix): void {
    const ordinal = this.#pushed++;
    if (fix.fixAt <= this.#newestAt) {
      this.#judge(ordinal, 'standing');
      return;
    }
    this.#newestAt = fix.fixAt;
    this.#filter.push({ fix, ordinal });
  }

  /** The track is over: everything becomes final. */
  finish(): void {
    this.#filter.finish();
    this.#break();
  }

  /** Where the vehicle seems to be now; null off the network and before the first fix. */
  get place(): Place | null {
    const top = this.#lattice.top;
    if (top === undefined || this.#isOffNetwork) return null;
    const state = top.best();
    const directed = top.directed[state];
    const alongM = top.alongM[state];
    return { directed, alongM, ...pointAlong(this.index.network, directed, alongM) };
  }

  #match(numbered: NumberedFix): void {
    let answer = this.#lattice.offer(numbered.fix, numbered.ordinal);
    if (answer === 'unconnected') {
      this.#break();
      answer = this.#lattice.offer(numbered.fix, numbered.ordinal);
    }
    this.#isOffNetwork = answer === 'off_network';
    if (answer === 'standing' || answer === 'off_network') this.#judge(numbered.ordinal, answer);
  }

  #break(): void {
    this.#lattice.close();
    this.sink.broken();
  }

  #decided(layer: Layer, state: number, before: { layer: Layer; state: number } | null): void {
    if (before === null) this.#writer.begin(layer, state);
    else this.#writer.continue(before.layer, before.state, layer, state);
    this.sink.judged?.(layer.ordinal, 'used', layer.directed[state], this.#writer.lengthM);
  }

  #judge(ordinal: number, verdict: MatchedFix['verdict']): void {
    this.sink.judged?.(ordinal, verdict, null, this.#writer.lengthM);
  }
}
