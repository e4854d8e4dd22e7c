import type { Fix } from '../fix/fix.js';
import { JumpFilter, type NumberedFix } from './jump-filter.js';
import { Lattice, type LatticeAnswer, type LayerPlace } from './lattice.js';
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
  #offNetworkCount = 0;
  /** A fix to which no route leads, until the next one tells what it was. */
  #stray: NumberedFix | null = null;

  constructor(
    private readonly index: SegmentIndex,
    private readonly sink: PathSink,
  ) {
    this.#writer = new PathWriter(index, (pieces) => sink.moved(pieces));
    this.#lattice = new Lattice(index, {
      decided: (place, before) => this.#decided(place, before),
      corrected: (place) => this.#correct(place),
      dropped: (layer) => this.#judge(layer.ordinal, 'off_network'),
    });
    this.#filter = new JumpFilter(index.settings, {
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
    const directed = top.directed(state);
    const alongM = top.alongM(state);
    return { directed, alongM, ...pointAlong(this.index.network, directed, alongM) };
  }

  #match(numbered: NumberedFix): void {
    const answer = this.#lattice.offer(numbered.fix, numbered.ordinal);
    if (answer === 'unconnected') this.#takeUnconnected(numbered);
    else this.#takeAnswer(numbered, answer);
  }

  /** One fix to which no route leads is held back as an outlier; with a second one the vehicle is elsewhere now. */
  #takeUnconnected(numbered: NumberedFix): void {
    const stray = this.#stray;
    this.#stray = null;
    if (stray === null) {
      this.#stray = numbered;
      return;
    }
    this.#break();
    this.#takeAnswer(stray, this.#lattice.offer(stray.fix, stray.ordinal));
    this.#match(numbered);
  }

  #takeAnswer(numbered: NumberedFix, answer: LatticeAnswer): void {
    this.#isOffNetwork = answer === 'off_network';
    if (answer === 'off_network') this.#leaveNetwork();
    else if (answer !== 'inaccurate') this.#offNetworkCount = 0;
    if (answer === 'used' || answer === 'standing') this.#dropStray();
    if (answer === 'standing') this.#judge(numbered.ordinal, answer);
    else if (answer !== 'used') this.#judge(numbered.ordinal, 'off_network');
  }

  #dropStray(): void {
    if (this.#stray !== null) this.#judge(this.#stray.ordinal, 'off_network');
    this.#stray = null;
  }

  /** A run of fixes far from every road is no outlier: the vehicle was elsewhere, and no road joins the two ends. */
  #leaveNetwork(): void {
    if (++this.#offNetworkCount === this.index.settings.offNetworkFixes) this.#break();
  }

  #break(): void {
    this.#dropStray();
    this.#lattice.close();
    this.sink.broken();
  }

  #decided(place: LayerPlace, before: LayerPlace | null): void {
    if (before === null) this.#writer.begin(place);
    else this.#writer.continue(before, place);
    const { layer, state } = place;
    this.sink.judged?.(layer.ordinal, 'used', layer.directed(state), this.#writer.lengthM);
  }

  #correct(place: LayerPlace): void {
    this.sink.broken();
    this.#writer.begin(place);
  }

  #judge(ordinal: number, verdict: MatchedFix['verdict']): void {
    this.sink.judged?.(ordinal, verdict, null, this.#writer.lengthM);
  }
}
