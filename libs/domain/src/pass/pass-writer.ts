import type { PathPiece } from '../match/path-writer.js';
import type { RoadNetwork } from '../network/road-network.js';
import { cutAtInputs } from './cut-at-work-changes.js';
import type { Pass, WorkKind } from './pass.js';
import { PassBuilder } from './pass-builder.js';
import type { WorkTimeline } from './work-timeline.js';

/**
 * Keeps the final path until its passes are taken. Work states and orders are looked up only then, so that one that
 * arrives meanwhile counts as if it had been known from the start.
 */
export class PassWriter {
  /** The path from where the first untaken pass begins; null = the path is broken there. */
  #path: (PathPiece | null)[] = [];
  #before: WorkKind | null = null;

  constructor(
    private readonly network: RoadNetwork,
    private readonly timeline: WorkTimeline,
  ) {}

  /** The path goes on, from one used fix to the next. */
  moved(pieces: readonly PathPiece[]): void {
    this.#path.push(...cutAtInputs(pieces, this.timeline));
  }

  broken(): void {
    this.#path.push(null);
  }

  /** Complete passes since the last call, in order of `enteredAt`. */
  takePasses(vehicleId: number): Pass[] {
    const builder = new PassBuilder(this.network, this.timeline, vehicleId, this.#before);
    const taken: Pass[] = [];
    let done = 0;
    this.#path.forEach((piece, i) => {
      if (piece === null) builder.broken();
      const isComplete = piece === null || builder.add(piece);
      if (!isComplete) return;
      taken.push(...builder.takePasses());
      this.#before = builder.lastKind;
      done = piece === null ? i + 1 : i;
    });
    this.#path = this.#path.slice(done);
    const next = this.#path.find((piece) => piece !== null);
    if (next) this.timeline.forgetBefore(next.fromAt);
    return taken;
  }
}
