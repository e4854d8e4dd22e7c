import { ByteReader, ByteWriter } from './byte-stream.js';
import { worseCode } from './clearance-words.js';

/**
 * `GET /state/current`: the whole network's clearance. Arrays have one element a directed segment (2s, 2s + 1).
 * The direction of a one-way or single-lane segment that is not driven repeats the other one's.
 */
export interface NetworkState {
  readonly networkHash: string;
  /** Epoch milliseconds UTC of the storm clock: the instant the state speaks of. */
  readonly asOfAt: number;
  /** Storm seconds per second; 1 on a real night. */
  readonly clockRate: number;
  /** Upper ends of the three age bands of a cleared road, milliseconds. */
  readonly ageBandsMs: readonly [number, number, number];
  /** A storm is on somewhere: a road cleared longer ago than the last band is due again. */
  readonly stormOn: boolean;
  readonly segmentCount: number;
  /** Plowing minutes are rounded down to multiples of this; over 1 where the snapshot would grow too large. */
  readonly minuteStep: number;
  /** Codes of CLEARANCE_WORDS. */
  readonly clearance: Uint8Array;
  /** Minutes since 1970 UTC of the last plowing; 0 = never plowed. */
  readonly plowedAtMin: Uint32Array;
  /** 1 where agent was spread, or a vehicle passed, since the storm began. */
  readonly treated: Uint8Array;
  readonly passed: Uint8Array;
}

/** Bytes that are not a state snapshot of this version. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

const MAGIC = 'YUKIS';
const VERSION = 2;
const TREATED = 8;
const PASSED = 16;
const PLOWED = 32;
/** In the backward column: the same byte as in the forward direction. */
const SAME = 64;

/**
 * The snapshot's bytes: head, then runs of equal state bytes (their bytes, then their lengths), forward directions
 * before backward ones, then the plowing minutes as differences. With segments numbered along roads the runs are
 * long and the differences small.
 */
export const encodeState = (state: NetworkState): Uint8Array => {
  const writer = new ByteWriter();
  writeHead(writer, state);
  writeRuns(writer, stateColumn(state));
  const minutes = state.plowedAtMin.map((minute) => Math.floor(minute / state.minuteStep));
  for (const direction of [0, 1]) {
    const guess = new MinuteGuess(minutes, direction);
    for (let s = 0; s < state.segmentCount; s += 1) {
      const minute = minutes[2 * s + direction];
      if (minute > 0) writer.signed(minute - guess.next(s));
    }
  }
  return writer.result();
};

/** A difference of minutes up to this is a plow driving on; a larger one is another road's time. */
const DRIVES_ON_WITHIN = 3;

/** Guesses the next plowing minute of a direction from those before it and, going back, from the way there. */
class MinuteGuess {
  private last = 0;
  private lastForward = 0;
  private lastSegment = -1;

  constructor(
    private readonly minutes: Uint32Array,
    private readonly direction: number,
  ) {}

  /** The guess for segment s; the minute of the segment asked for before must be in `minutes` by now. */
  next(segment: number): number {
    const previous = this.lastSegment;
    if (previous >= 0) this.last = this.minutes[2 * previous + this.direction];
    this.lastSegment = segment;
    return this.direction === 0 ? this.last : this.guessBackward(this.minutes[2 * segment]);
  }

  private guessBackward(forward: number): number {
    const before = this.lastForward;
    const wasEqual = this.last > 0 && this.last === before;
    this.lastForward = forward;
    if (forward === 0) return this.last;
    const drivesOn = before > 0 && Math.abs(forward - before) <= DRIVES_ON_WITHIN;
    return wasEqual || !drivesOn || this.last === 0 ? forward : this.last;
  }
}

function writeHead(writer: ByteWriter, state: NetworkState): void {
  writer.text(MAGIC);
  writer.byte(VERSION);
  writer.text(state.networkHash);
  writer.float64(state.asOfAt);
  writer.float64(state.clockRate);
  for (const bandMs of state.ageBandsMs) writer.float64(bandMs);
  writer.byte(state.stormOn ? 1 : 0);
  writer.varint(state.segmentCount);
  writer.varint(state.minuteStep);
}

/** One byte a directed segment, forward directions in [0, n), backward ones in [n, 2n). */
function stateColumn(state: NetworkState): Uint8Array {
  const count = state.segmentCount;
  const column = new Uint8Array(2 * count);
  for (let s = 0; s < count; s += 1) {
    const forward = stateByte(state, 2 * s);
    const backward = stateByte(state, 2 * s + 1);
    column[s] = forward;
    column[count + s] = forward === backward ? SAME : backward;
  }
  return column;
}

const stateByte = (state: NetworkState, directed: number): number =>
  state.clearance[directed] |
  (state.treated[directed] ? TREATED : 0) |
  (state.passed[directed] ? PASSED : 0) |
  (state.plowedAtMin[directed] > 0 ? PLOWED : 0);

function writeRuns(writer: ByteWriter, column: Uint8Array): void {
  const starts: number[] = [];
  for (let i = 0; i < column.length; i += 1) if (i === 0 || column[i] !== column[i - 1]) starts.push(i);
  writer.varint(starts.length);
  for (const start of starts) writer.byte(column[start]);
  starts.forEach((start, i) => {
    writer.varint((starts[i + 1] ?? column.length) - start);
  });
}

/** Reads what `encodeState` wrote. @throws StateError for anything else. */
export const decodeState = (bytes: Uint8Array): NetworkState => {
  try {
    const reader = new ByteReader(bytes);
    const state = readHead(reader);
    readStates(state, readRuns(reader, 2 * state.segmentCount));
    readMinutes(reader, state);
    return state;
  } catch (error) {
    if (error instanceof RangeError)
      throw new StateError(`The state snapshot is cut short: ${error.message}`);
    throw error;
  }
};

function readHead(reader: ByteReader): NetworkState {
  if (reader.byte() !== MAGIC.length || [...MAGIC].some((letter) => reader.byte() !== letter.charCodeAt(0))) {
    throw new StateError('These bytes are not a Yukimichi state snapshot.');
  }
  const version = reader.byte();
  if (version !== VERSION)
    throw new StateError(`State version ${version} is not ${VERSION}: reload the page.`);
  const head = {
    networkHash: reader.text(),
    asOfAt: reader.float64(),
    clockRate: reader.float64(),
    ageBandsMs: [reader.float64(), reader.float64(), reader.float64()] as [number, number, number],
    stormOn: reader.byte() === 1,
    segmentCount: reader.varint(),
    minuteStep: reader.varint(),
  };
  if (head.segmentCount > 50_000_000) throw new StateError(`${head.segmentCount} segments cannot be right.`);
  const directedCount = 2 * head.segmentCount;
  return {
    ...head,
    clearance: new Uint8Array(directedCount),
    plowedAtMin: new Uint32Array(directedCount),
    treated: new Uint8Array(directedCount),
    passed: new Uint8Array(directedCount),
  };
}

function readRuns(reader: ByteReader, length: number): Uint8Array {
  const column = new Uint8Array(length);
  const values = Array.from({ length: readRunCount(reader, length) }, () => reader.byte());
  let end = 0;
  for (const value of values) {
    const start = end;
    end += reader.varint();
    if (end === start || end > length)
      throw new StateError(`A run of the snapshot ends at ${end} of ${length}.`);
    column.fill(value, start, end);
  }
  if (end !== length) throw new StateError(`The runs of the snapshot end at ${end} of ${length}.`);
  return column;
}

function readRunCount(reader: ByteReader, length: number): number {
  const count = reader.varint();
  if (count > length) throw new StateError(`${count} runs over ${length} directions cannot be right.`);
  return count;
}

function readStates(state: NetworkState, column: Uint8Array): void {
  for (let s = 0; s < state.segmentCount; s += 1) {
    const forward = column[s];
    const backward = column[state.segmentCount + s];
    setState(state, 2 * s, forward);
    setState(state, 2 * s + 1, backward === SAME ? forward : backward);
  }
}

function setState(state: NetworkState, directed: number, byte: number): void {
  state.clearance[directed] = byte & 7;
  state.treated[directed] = byte & TREATED ? 1 : 0;
  state.passed[directed] = byte & PASSED ? 1 : 0;
  // Whether there is a minute; its value follows.
  state.plowedAtMin[directed] = byte & PLOWED ? 1 : 0;
}

function readMinutes(reader: ByteReader, { plowedAtMin, segmentCount, minuteStep }: NetworkState): void {
  for (const direction of [0, 1]) {
    const guess = new MinuteGuess(plowedAtMin, direction);
    for (let s = 0; s < segmentCount; s += 1) {
      const directed = 2 * s + direction;
      if (plowedAtMin[directed] > 0) plowedAtMin[directed] = guess.next(s) + reader.signed();
    }
  }
  if (minuteStep === 1) return;
  for (let i = 0; i < plowedAtMin.length; i += 1) plowedAtMin[i] *= minuteStep;
}

/** What is shown for segment s: the worse direction, the older plowing (0 = a direction was never plowed). */
export const shownState = (
  state: NetworkState,
  s: number,
): { clearance: number; plowedAtMin: number; treated: boolean; passed: boolean } => ({
  clearance: worseCode(state.clearance[2 * s], state.clearance[2 * s + 1]),
  plowedAtMin: Math.min(state.plowedAtMin[2 * s], state.plowedAtMin[2 * s + 1]),
  treated: state.treated[2 * s] === 1 || state.treated[2 * s + 1] === 1,
  passed: state.passed[2 * s] === 1 || state.passed[2 * s + 1] === 1,
});
