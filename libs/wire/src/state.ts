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
const VERSION = 1;
const TREATED = 8;
const PASSED = 16;
const PLOWED = 32;
/** In the backward column: everything equals the forward direction. */
const SAME = 64;

/**
 * The snapshot's bytes: head, then runs of equal state bytes, forward directions before backward ones, then the
 * plowing minutes as differences. With segments numbered along roads the runs are long and the differences small.
 */
export const encodeState = (state: NetworkState): Uint8Array => {
  const writer = new ByteWriter();
  writeHead(writer, state);
  const column = stateColumn(state);
  writeRuns(writer, column);
  writeMinutes(writer, state, column);
  return writer.result();
};

function writeHead(writer: ByteWriter, state: NetworkState): void {
  writer.text(MAGIC);
  writer.byte(VERSION);
  writer.text(state.networkHash);
  writer.float64(state.asOfAt);
  writer.float64(state.clockRate);
  for (const bandMs of state.ageBandsMs) writer.float64(bandMs);
  writer.byte(state.stormOn ? 1 : 0);
  writer.varint(state.segmentCount);
}

/** One byte a directed segment, forward directions in [0, n), backward ones in [n, 2n). */
function stateColumn(state: NetworkState): Uint8Array {
  const count = state.segmentCount;
  const column = new Uint8Array(2 * count);
  for (let s = 0; s < count; s += 1) {
    const forward = stateByte(state, 2 * s);
    const backward = stateByte(state, 2 * s + 1);
    const same = forward === backward && state.plowedAtMin[2 * s] === state.plowedAtMin[2 * s + 1];
    column[s] = forward;
    column[count + s] = same ? SAME : backward;
  }
  return column;
}

const stateByte = (state: NetworkState, directed: number): number =>
  state.clearance[directed] |
  (state.treated[directed] ? TREATED : 0) |
  (state.passed[directed] ? PASSED : 0) |
  (state.plowedAtMin[directed] > 0 ? PLOWED : 0);

function writeRuns(writer: ByteWriter, column: Uint8Array): void {
  let start = 0;
  for (let i = 1; i <= column.length; i += 1) {
    if (i < column.length && column[i] === column[start]) continue;
    writer.byte(column[start]);
    writer.varint(i - start);
    start = i;
  }
}

function writeMinutes(writer: ByteWriter, state: NetworkState, column: Uint8Array): void {
  let last = 0;
  for (let i = 0; i < column.length; i += 1) {
    if ((column[i] & PLOWED) === 0) continue;
    const minute = state.plowedAtMin[directedAt(i, state.segmentCount)];
    writer.signed(minute - last);
    last = minute;
  }
}

const directedAt = (i: number, segmentCount: number): number =>
  i < segmentCount ? 2 * i : 2 * (i - segmentCount) + 1;

/** Reads what `encodeState` wrote. @throws StateError for anything else. */
export const decodeState = (bytes: Uint8Array): NetworkState => {
  try {
    const reader = new ByteReader(bytes);
    const state = readHead(reader);
    const column = readRuns(reader, 2 * state.segmentCount);
    readDirections(reader, state, column);
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
  for (let i = 0; i < length; ) {
    const value = reader.byte();
    const end = i + reader.varint();
    if (end === i || end > length)
      throw new StateError(`A run of the state snapshot ends at ${end} of ${length}.`);
    column.fill(value, i, end);
    i = end;
  }
  return column;
}

function readDirections(reader: ByteReader, state: NetworkState, column: Uint8Array): void {
  let minute = 0;
  for (let i = 0; i < column.length; i += 1) {
    const directed = directedAt(i, state.segmentCount);
    const same = (column[i] & SAME) !== 0;
    const byte = same ? column[i - state.segmentCount] : column[i];
    state.clearance[directed] = byte & 7;
    state.treated[directed] = byte & TREATED ? 1 : 0;
    state.passed[directed] = byte & PASSED ? 1 : 0;
    if (same) state.plowedAtMin[directed] = state.plowedAtMin[directed - 1];
    else if (byte & PLOWED) {
      minute += reader.signed();
      state.plowedAtMin[directed] = minute;
    }
  }
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
