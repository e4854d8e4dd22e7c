import type { RoadNetwork } from '../network/road-network.js';
import type { Pass, WorkKind } from './pass.js';

/** Shorter segments take the state of the worse neighbour on the vehicle's path (contracts). */
export const STUB_M = 15;

/** Rising: the worse of two neighbours is the one with the higher rank. */
const BADNESS: Readonly<Record<WorkKind, number>> = { plowed: 0, treated: 1, passed: 2, unknown: 3 };

const worse = (a: WorkKind, b: WorkKind): WorkKind => (BADNESS[a] >= BADNESS[b] ? a : b);

/** Lets passes through in order; those of stubs wait until the path has come to the next longer segment. */
export class StubQueue {
  #waiting: Pass[] = [];
  #ready: Pass[] = [];

  /** `before` is the work kind of the last pass of a longer segment on the unbroken path; null where none is. */
  constructor(
    private readonly network: RoadNetwork,
    private before: WorkKind | null,
  ) {}

  get lastKind(): WorkKind | null {
    return this.before;
  }

  push(pass: Pass): void {
    if (this.network.lengthCm[pass.segment] < STUB_M * 100) {
      this.#waiting.push(pass);
      return;
    }
    this.#release(pass.workKind);
    this.#ready.push(pass);
    this.before = pass.workKind;
  }

  /** The path ends: stubs that wait have no next neighbour. */
  broken(): void {
    this.#release(null);
    this.before = null;
  }

  /** Does no stub wait? */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  take(): Pass[] {
    const passes = this.#ready;
    this.#ready = [];
    return passes;
  }

  #release(after: WorkKind | null): void {
    for (const stub of this.#waiting) {
      const neighbours = [this.before, after].filter((kind) => kind !== null);
      const workKind = neighbours.length === 0 ? stub.workKind : neighbours.reduce(worse);
      this.#ready.push({ ...stub, workKind });
    }
    this.#waiting = [];
  }
}
