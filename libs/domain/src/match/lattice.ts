import type { Fix } from '../fix/fix.js';
import { connect, skipCost, startPath } from './connect-layers.js';
import type { Layer } from './layer.js';
import type { SegmentIndex } from './segment-index.js';
import { smooth } from './smooth.js';
import type { States } from './states.js';
import { fillStates, isTooInaccurate } from './states-of-fix.js';

/** What became of a fix that was offered to the lattice. */
export type LatticeAnswer = 'standing' | 'inaccurate' | 'off_network' | 'used' | 'unconnected';

/** Where a fix is: one of the states of its layer. */
export interface LayerPlace {
  readonly layer: Layer;
  readonly state: number;
}

/** Told of every decision, in order of the fixes. */
export interface LatticeSink {
  /** The final place of a fix; `before` is the one ahead of it, null where the path starts. */
  decided(place: LayerPlace, before: LayerPlace | null): void;
  /** Later fixes say that the last final place was wrong: the path goes on from this one of the same layer instead. */
  corrected(place: LayerPlace): void;
  /** The fix was an outlier on second thought. */
  dropped(layer: Layer): void;
}

/**
 * The Viterbi window of one unbroken path: at most `lagFixes` layers that are not final yet, behind the last final
 * one. All that it decides depends on the sequence of fixes only. What had to be decided early is never taken back, but
 * the other paths live on: where one of them proves better, the path goes on there.
 */
export class Lattice {
  readonly #layers: Layer[] = [];
  /** State of `#layers[0]` where that is final, else -1. */
  #anchor = -1;
  /** Metres that the best path has gone on against traffic. */
  #againstM = 0;

  constructor(
    private readonly index: SegmentIndex,
    private readonly sink: LatticeSink,
  ) {}

  /** The newest layer. */
  get top(): Layer | undefined {
    return this.#layers[this.#layers.length - 1];
  }

  /** Offers the next fix. `unconnected` = no route leads to it: close this path and offer the fix again. */
  offer(fix: Fix, ordinal: number): LatticeAnswer {
    const x = this.index.plane.xOf(fix.lngE6);
    const y = this.index.plane.yOf(fix.latE6);
    const answer = this.#isStanding(fix, x, y) ? this.#stand(fix) : this.#step(fix, ordinal, x, y);
    if (answer !== 'unconnected') this.#decide(fix.fixAt);
    return answer;
  }

  /** Decides what is left and forgets it; a last fix in doubt is left out. */
  close(): void {
    if (this.top?.isDoubtful && this.#layers.length > 1) this.#dropTop();
    if (this.top !== undefined && this.#firstOpen < this.#layers.length) {
      this.#decideUpTo(this.#layers.length - 1, this.top.best());
    }
    for (const layer of this.#layers.splice(0)) this.index.layers.give(layer);
    this.#anchor = -1;
    this.#againstM = 0;
  }

  get #firstOpen(): number {
    return this.#anchor < 0 ? 0 : 1;
  }

  #isStanding(fix: Fix, x: number, y: number): boolean {
    const { top } = this;
    return top !== undefined && Math.hypot(x - top.x, y - top.y) < this.#leastMoveM(fix, top);
  }

  /**
   * Reported speeds say how far apart two fixes must be to be a move: less when both move or the vehicle just came to
   * a stop, more when both stand.
   */
  #leastMoveM(fix: Fix, top: Layer): number {
    const { standingSpeedMps, headingSpeedMps, minimumMoveM } = this.index.settings;
    const { standingMoveM, stoppingMoveM, movingMoveM } = this.index.settings;
    const speedMps = fix.speedMps ?? Number.NaN;
    if (speedMps <= standingSpeedMps && top.departSpeedMps <= standingSpeedMps) return standingMoveM;
    if (speedMps <= standingSpeedMps && top.departSpeedMps > standingSpeedMps) return stoppingMoveM;
    return speedMps >= headingSpeedMps && top.departSpeedMps >= headingSpeedMps ? movingMoveM : minimumMoveM;
  }

  #stand(fix: Fix): LatticeAnswer {
    this.top!.departAt = fix.fixAt;
    this.top!.departSpeedMps = fix.speedMps ?? Number.NaN;
    this.top!.isDoubtful = false;
    this.top!.isFasterThanReported = false;
    return 'standing';
  }

  #step(fix: Fix, ordinal: number, x: number, y: number): LatticeAnswer {
    if (isTooInaccurate(fix, this.index.settings)) return 'inaccurate';
    const { states } = this.index;
    states.x = x;
    states.y = y;
    states.fixAt = fix.fixAt;
    states.ordinal = ordinal;
    fillStates(fix, this.index);
    return states.count === 0 ? 'off_network' : this.#append(states);
  }

  #append(states: States): LatticeAnswer {
    const { top } = this;
    const { layers } = this.index;
    const layer = layers.take(states, top?.count ?? 0);
    if (top === undefined) {
      startPath(layer);
      this.#layers.push(layer);
      return 'used';
    }
    this.#countAgainst(top, layer);
    const isConnected = this.#againstM <= this.index.settings.mostAgainstM && connect(top, layer, this.index);
    if (!top.isDoubtful || !this.#replaceTop(states, isConnected ? layer.baseNats : Infinity)) {
      if (isConnected) this.#push(layer, top);
      else layers.give(layer);
      return isConnected ? 'used' : 'unconnected';
    }
    layers.give(layer);
    return 'used';
  }

  /** Two roads beside each other that meet nowhere near: whoever goes on against traffic is on the other one. */
  #countAgainst(top: Layer, layer: Layer): void {
    const isAgainst = this.index.graph.isAgainst(top.directed(top.best()));
    this.#againstM = isAgainst ? this.#againstM + Math.hypot(layer.x - top.x, layer.y - top.y) : 0;
  }

  #push(layer: Layer, top: Layer): void {
    layer.isDoubtful = layer.baseNats - top.baseNats > skipCost(top, layer, this.index.settings);
    this.#layers.push(layer);
  }

  /** Puts the new fix in the place of the doubtful top where the path without the top is cheaper even so. */
  #replaceTop(states: States, natsWith: number): boolean {
    const { layers } = this.index;
    const [without, top] = this.#layers.slice(-2);
    const other = layers.take(states, without.count);
    const isCheaper =
      connect(without, other, this.index) &&
      other.baseNats + skipCost(without, top, this.index.settings) < natsWith;
    if (!isCheaper) {
      layers.give(other);
      return false;
    }
    this.#dropTop();
    this.#layers.push(other);
    return true;
  }

  #dropTop(): void {
    const outlier = this.#layers.pop()!;
    this.sink.dropped(outlier);
    this.index.layers.give(outlier);
  }

  /** Decides every layer on which all paths agree, then those that must not wait longer. */
  #decide(now: number): void {
    if (this.#layers.length === 0) return;
    const newest = this.#layers.length - 1;
    const leader = this.top!.isDoubtful ? newest - 1 : newest;
    if (leader >= this.#firstOpen) this.#decideAgreed(leader);
    while (this.#firstOpen < this.#layers.length && this.#isDue(now)) {
      const last = this.#layers.length - 1;
      const from = this.top!.isDoubtful && last - 1 >= this.#firstOpen ? last - 1 : last;
      this.#decideUpTo(this.#firstOpen, this.#ancestor(from, this.#layers[from].best(), this.#firstOpen));
    }
  }

  #isDue(now: number): boolean {
    const { lagFixes, lagMs } = this.index.settings;
    const waiting = this.#layers.length - this.#firstOpen;
    return waiting > lagFixes || now - this.#layers[this.#firstOpen].fixAt > lagMs;
  }

  #decideAgreed(leader: number): void {
    let mask = this.#layers[leader].aliveMask(this.index.settings.beamCost);
    for (let k = leader; k >= this.#firstOpen; k--) {
      if ((mask & (mask - 1)) === 0) {
        this.#decideUpTo(k, 31 - Math.clz32(mask));
        return;
      }
      let before = 0;
      for (let state = 0; state < this.#layers[k].count; state++) {
        if ((mask & (1 << state)) !== 0) before |= 1 << this.#layers[k].before(state);
      }
      mask = before;
    }
  }

  #ancestor(from: number, state: number, at: number): number {
    let ancestor = state;
    for (let k = from; k > at; k--) ancestor = this.#layers[k].before(ancestor);
    return ancestor;
  }

  /** Makes `state` of layer `at`, and the path that leads to it, final. */
  #decideUpTo(at: number, state: number): void {
    const layers = this.#layers;
    smooth(layers, this.#firstOpen);
    const start = this.#ancestor(at, state, 0);
    if (this.#anchor >= 0 && start !== this.#anchor) {
      this.#anchor = start;
      this.sink.corrected({ layer: layers[0], state: start });
    }
    let before = this.#anchor < 0 ? null : { layer: layers[0], state: this.#anchor };
    for (let k = this.#firstOpen; k <= at; k++) {
      const place = { layer: layers[k], state: this.#ancestor(at, state, k) };
      this.sink.decided(place, before);
      layers[k].isDoubtful = false;
      before = place;
    }
    this.#anchor = state;
    for (const layer of layers.splice(0, at)) this.index.layers.give(layer);
  }
}
