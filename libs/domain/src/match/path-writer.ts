import { reverseOf, SEGMENT_FLAG } from '../network/road-network.js';
import { type RoutePiece, routeBetween } from './final-route.js';
import type { LayerPlace } from './lattice.js';
import type { SegmentIndex } from './segment-index.js';
import { judgeStreet, type StreetOpinion } from './street-opinion.js';

/** A stretch of the final path, `fromM` < `toM` along the direction of travel. */
export interface PathPiece {
  readonly directed: number;
  readonly fromM: number;
  readonly toM: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly bridged: boolean;
  readonly reversing: boolean;
  readonly opinion: StreetOpinion;
}

interface Move {
  readonly fromAt: number;
  readonly toAt: number;
  readonly lengthM: number;
  readonly bridged: boolean;
  readonly opinion: StreetOpinion;
}

/**
 * Turns final places into one continuous path. Small steps back are noise: the path waits at the furthest place until
 * the vehicle passes it again, or goes back by more than the slack.
 */
export class PathWriter {
  /** Metres of the displayed path so far. */
  lengthM = 0;
  #directed = -1;
  /** Where the path has come to on `#directed`; the vehicle itself may be a little behind. */
  #reachedM = 0;
  #opinion: StreetOpinion | null = null;
  #written: PathPiece[] = [];

  constructor(
    private readonly index: SegmentIndex,
    private readonly emit: (pieces: readonly PathPiece[]) => void,
  ) {}

  /** A path starts at this place. */
  begin({ layer, state }: LayerPlace): void {
    this.#directed = layer.directed(state);
    this.#reachedM = layer.alongM(state);
    this.#opinion = judgeStreet(layer, state, this.index.network);
  }

  /** The path goes on from one final place to the next. */
  continue(before: LayerPlace, after: LayerPlace): void {
    const pieces = routeBetween(this.index, before, after);
    const opinion = judgeStreet(after.layer, after.state, this.index.network);
    let lengthM = 0;
    for (const piece of pieces) lengthM += Math.abs(piece.toM - piece.fromM);
    const fromAt = before.layer.departAt;
    const toAt = after.layer.fixAt;
    const bridged = this.#isBridged(fromAt, toAt, lengthM, pieces);
    const sure = weaker(this.#opinion ?? opinion, opinion);
    this.#write(pieces, { fromAt, toAt, lengthM, bridged, opinion: sure });
    this.#opinion = opinion;
  }

  /** Beyond 400 m or 60 s without fixes nobody saw the path, unless it had to go through a tunnel. */
  #isBridged(fromAt: number, toAt: number, lengthM: number, pieces: readonly RoutePiece[]): boolean {
    const { bridgeM, bridgeMs, tunnelSpeedMps } = this.index.settings;
    const { flags } = this.index.network;
    if (lengthM <= bridgeM && toAt - fromAt <= bridgeMs) return false;
    let tunnelM = 0;
    for (const piece of pieces) {
      const isTunnel = (flags[piece.directed >> 1] & SEGMENT_FLAG.tunnel) !== 0;
      if (isTunnel) tunnelM += Math.abs(piece.toM - piece.fromM);
    }
    const speedMps = lengthM / ((toAt - fromAt) / 1000);
    const isConsistent = speedMps >= tunnelSpeedMps[0] && speedMps <= tunnelSpeedMps[1];
    return !(tunnelM > 0 && isConsistent && lengthM - tunnelM <= bridgeM);
  }

  #write(pieces: readonly RoutePiece[], move: Move): void {
    this.#written = [];
    let walkedM = 0;
    for (const piece of pieces) {
      const pieceM = Math.abs(piece.toM - piece.fromM);
      if (piece.toM < piece.fromM) this.#back(piece, walkedM, move);
      else this.#forward(piece, walkedM, move);
      walkedM += pieceM;
    }
    if (this.#written.length > 0) this.emit(this.#written);
  }

  #back(piece: RoutePiece, walkedM: number, move: Move): void {
    if (this.#reachedM - piece.toM <= this.index.settings.backingSlackM) return;
    const ownM = this.index.graph.lengthM(piece.directed);
    const travel = {
      directed: reverseOf(piece.directed),
      fromM: ownM - this.#reachedM,
      toM: ownM - piece.toM,
    };
    this.#put(travel, walkedM, Math.abs(piece.toM - piece.fromM), move, true);
    this.#reachedM = piece.toM;
  }

  #forward(piece: RoutePiece, walkedM: number, move: Move): void {
    let fromM = piece.fromM;
    if (piece.directed === this.#directed && piece.fromM <= this.#reachedM) {
      const returns = piece.fromM === 0 && this.#reachedM - piece.fromM > this.index.settings.backingSlackM;
      if (!returns) fromM = this.#reachedM;
    } else if (piece.directed === reverseOf(this.#directed)) {
      const turnM = this.index.graph.lengthM(piece.directed) - this.#reachedM;
      fromM = Math.min(fromM, turnM);
    }
    if (piece.toM > fromM) {
      const rest = fromM === piece.fromM ? piece : { directed: piece.directed, fromM, toM: piece.toM };
      this.#put(rest, walkedM, piece.toM - piece.fromM, move, false);
    }
    if (piece.directed !== this.#directed || piece.toM > fromM) this.#reachedM = Math.max(piece.toM, fromM);
    this.#directed = piece.directed;
  }

  /** Emits a stretch; its times are those of the driven part that begins `walkedM` after the move's start. */
  #put(piece: RoutePiece, walkedM: number, drivenM: number, move: Move, reversing: boolean): void {
    const timeAt = (metres: number): number =>
      move.lengthM === 0 ? move.toAt : move.fromAt + ((move.toAt - move.fromAt) * metres) / move.lengthM;
    this.lengthM += piece.toM - piece.fromM;
    this.#written.push({
      directed: piece.directed,
      fromM: piece.fromM,
      toM: piece.toM,
      fromAt: timeAt(walkedM),
      toAt: timeAt(walkedM + drivenM),
      bridged: move.bridged,
      reversing,
      opinion: move.opinion,
    });
  }
}

/** Of two opinions at the ends of a stretch, the less sure one, with the mean of both as its confidence. */
const weaker = (a: StreetOpinion, b: StreetOpinion): StreetOpinion => {
  const least = a.runnerUpProbability > b.runnerUpProbability ? a : b;
  const { runnerUpSegment, runnerUpProbability } = least;
  return { confidence: (a.confidence + b.confidence) / 2, runnerUpSegment, runnerUpProbability };
};
