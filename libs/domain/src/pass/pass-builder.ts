import { MATCHER_VERSION } from '../match/match-settings.js';
import type { PathPiece } from '../match/path-writer.js';
import { hasFlag, type RoadNetwork, SEGMENT_FLAG } from '../network/road-network.js';
import { cutAtStates } from './cut-at-work-changes.js';
import type { Pass, WorkKind } from './pass.js';
import { StubQueue } from './stub-queue.js';
import type { WorkTimeline } from './work-timeline.js';

/** Reversing further than this can be a pass of its own (contracts). */
const REVERSING_PASS_M = 50;
/** Shorter touches of a segment are no passes. */
const LEAST_PASS_M = 1;
/** Places nearer than this along a segment are the same place. */
const SAME_PLACE_M = 1;
/** Where work changes is known no better than this; shorter parts of a segment belong to the rest of it. */
const WORK_CHANGE_M = 15;
/** What remains of the confidence where the work kind was only inferred. */
const INFERRED_CONFIDENCE = 0.7;

/** A pass that is still growing; metres along the directed segment. `kind` null = to be inferred when it ends. */
interface OpenPass {
  readonly directed: number;
  readonly kind: WorkKind | null;
  fromM: number;
  toM: number;
  readonly enteredAt: number;
  leftAt: number;
  movingMs: number;
  drivenM: number;
  confidenceM: number;
  runnerUpSegment: number;
  runnerUpProbability: number;
}

/**
 * Builds the passes of one vehicle from a stretch of its final path. Everything comes in order of time. The stretch
 * begins where a pass begins, after a pass of a longer segment of work kind `before` (null = none joins it).
 */
export class PassBuilder {
  readonly #stubs: StubQueue;
  #open: OpenPass | null = null;
  /** The pass before the open one, where that follows on the same segment with other work. */
  #held: OpenPass | null = null;
  /** Backing on one segment that goes on, as far as its metres are new. */
  #backing: PathPiece[] = [];

  constructor(
    private readonly network: RoadNetwork,
    private readonly timeline: WorkTimeline,
    private readonly vehicleId: number,
    before: WorkKind | null,
  ) {
    this.#stubs = new StubQueue(network, before);
  }

  /** The next piece of the path. True where all passes before it are complete: nothing later can change them. */
  add(piece: PathPiece): boolean {
    const open = this.#open;
    for (const part of cutAtStates(piece, this.timeline)) this.#add(part);
    const isNew = this.#open !== null && this.#open.directed !== open?.directed;
    return isNew && this.#held === null && this.#stubs.isEmpty;
  }

  /** The path ends; what follows is not joined to it. */
  broken(): void {
    this.#endBacking();
    this.#closeAll();
    this.#stubs.broken();
  }

  /** Complete passes since the last call, in order of `enteredAt`. */
  takePasses(): Pass[] {
    return this.#stubs.take();
  }

  /** Work kind of the last complete pass of a longer segment that joins what comes next. */
  get lastKind(): WorkKind | null {
    return this.#stubs.lastKind;
  }

  #add(piece: PathPiece): void {
    const goesOnBacking = piece.reversing && this.#backing[0]?.directed === piece.directed;
    if (!goesOnBacking) this.#endBacking();
    if (piece.bridged) this.broken();
    else if (piece.reversing) this.#back(piece);
    else this.#forward(piece);
  }

  /** Backing over metres just driven belongs to the open pass and adds nothing. */
  #back(piece: PathPiece): void {
    const lengthM = this.network.lengthCm[piece.directed >> 1] / 100;
    const open = this.#open;
    const drivenFromM = open !== null && open.directed === (piece.directed ^ 1) ? open.fromM : lengthM;
    const fromM = Math.max(piece.fromM, lengthM - drivenFromM);
    if (open !== null) open.leftAt = piece.toAt;
    if (fromM < piece.toM) this.#backing.push({ ...piece, fromM });
  }

  /** Metres first driven in reverse are a pass of their own beyond 50 m. */
  #endBacking(): void {
    const backing = this.#backing;
    if (backing.length === 0) return;
    this.#backing = [];
    if (backing[backing.length - 1].toM - backing[0].fromM <= REVERSING_PASS_M) return;
    if (this.#open !== null) this.#open.leftAt = Math.min(this.#open.leftAt, backing[0].fromAt);
    this.#closeAll();
    for (const piece of backing) this.#forward(piece);
    this.#closeAll();
  }

  #forward(piece: PathPiece): void {
    const kind = this.timeline.knownKindAt((piece.fromAt + piece.toAt) / 2);
    const open = this.#open;
    if (open === null || open.directed !== piece.directed || piece.fromM > open.toM + SAME_PLACE_M) {
      this.#closeAll();
      this.#open = openPass(piece, kind);
    } else if (open.kind !== kind) {
      this.#release();
      this.#changeTo(kind, piece);
    }
    extend(this.#open!, piece);
  }

  /** Other work begins on the same segment, unless what came between was too short to be told from this. */
  #changeTo(kind: WorkKind | null, piece: PathPiece): void {
    if (this.#open!.kind === kind) return;
    this.#held = this.#open;
    this.#open = openPass(piece, kind);
  }

  /** Ends what grows. */
  #closeAll(): void {
    this.#release();
    if (this.#open !== null) this.#push(this.#open);
    this.#open = null;
  }

  /** Lets the held pass go, unless it or the open one is too short to be told from the other. */
  #release(): void {
    const held = this.#held;
    const open = this.#open;
    this.#held = null;
    if (held === null || open === null) return;
    const heldM = held.toM - held.fromM;
    const openM = open.toM - open.fromM;
    if (Math.min(heldM, openM) >= WORK_CHANGE_M) this.#push(held);
    else this.#open = merged(held, open, heldM > openM ? held.kind : open.kind);
  }

  #push(open: OpenPass): void {
    if (open.toM - open.fromM >= LEAST_PASS_M) this.#stubs.push(this.#passOf(open));
  }

  #passOf(open: OpenPass): Pass {
    const segment = open.directed >> 1;
    const inferred = open.kind === null ? this.#inferredKind(open) : null;
    const fromCm = Math.round(open.fromM * 100);
    const toCm = Math.min(Math.round(open.toM * 100), this.network.lengthCm[segment]);
    const confidence = (open.confidenceM / open.drivenM) * (inferred === null ? 1 : INFERRED_CONFIDENCE);
    return {
      vehicleId: this.vehicleId,
      segment,
      direction: open.directed & 1,
      enteredAt: Math.round(open.enteredAt),
      leftAt: Math.round(open.leftAt),
      fromCm,
      toCm,
      coveredCm: toCm - fromCm,
      workKind: this.#kindOn(segment, open.kind ?? inferred ?? 'unknown'),
      confidencePermille: Math.round(1000 * confidence),
      runnerUpSegment: open.runnerUpSegment,
      runnerUpPermille: Math.round(1000 * open.runnerUpProbability),
      matcherVersion: MATCHER_VERSION,
    };
  }

  #inferredKind({ enteredAt, leftAt, directed, drivenM, movingMs }: OpenPass): WorkKind | null {
    const speedMps = drivenM / Math.max(movingMs / 1000, 0.001);
    return this.timeline.inferredKind({ enteredAt, leftAt, segment: directed >> 1, speedMps });
  }

  /** No snow lies in a tunnel, so a blade that is down plows nothing there. */
  #kindOn(segment: number, kind: WorkKind): WorkKind {
    return kind === 'plowed' && hasFlag(this.network, segment, SEGMENT_FLAG.tunnel) ? 'passed' : kind;
  }
}

const openPass = (piece: PathPiece, kind: WorkKind | null): OpenPass => ({
  directed: piece.directed,
  kind,
  fromM: piece.fromM,
  toM: piece.fromM,
  enteredAt: piece.fromAt,
  leftAt: piece.fromAt,
  movingMs: 0,
  drivenM: 0,
  confidenceM: 0,
  runnerUpSegment: -1,
  runnerUpProbability: 0,
});

const merged = (first: OpenPass, second: OpenPass, kind: WorkKind | null): OpenPass => ({
  ...(second.runnerUpProbability > first.runnerUpProbability ? second : first),
  kind,
  fromM: Math.min(first.fromM, second.fromM),
  toM: Math.max(first.toM, second.toM),
  enteredAt: first.enteredAt,
  leftAt: second.leftAt,
  movingMs: first.movingMs + second.movingMs,
  drivenM: first.drivenM + second.drivenM,
  confidenceM: first.confidenceM + second.confidenceM,
});

const extend = (open: OpenPass, piece: PathPiece): void => {
  const drivenM = piece.toM - piece.fromM;
  open.toM = Math.max(open.toM, piece.toM);
  open.leftAt = piece.toAt;
  open.movingMs += piece.toAt - piece.fromAt;
  open.drivenM += drivenM;
  open.confidenceM += drivenM * piece.opinion.confidence;
  if (piece.opinion.runnerUpProbability > open.runnerUpProbability) {
    open.runnerUpProbability = piece.opinion.runnerUpProbability;
    open.runnerUpSegment = piece.opinion.runnerUpSegment;
  }
};
