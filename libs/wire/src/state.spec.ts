import { brotliCompressSync, constants } from 'node:zlib';
import { codeOfClearance, WORST_FIRST, worseCode } from './clearance-words.js';
import { decodeState, encodeState, type NetworkState, StateError, shownState } from './state.js';

const MINUTE = 29_500_000;

const emptyState = (segmentCount: number): NetworkState => ({
  networkHash: '0123456789abcdef',
  asOfAt: MINUTE * 60_000,
  clockRate: 20,
  ageBandsMs: [3_600_000, 10_800_000, 86_400_000],
  stormOn: true,
  segmentCount,
  minuteStep: 1,
  clearance: new Uint8Array(2 * segmentCount).fill(codeOfClearance('not_target')),
  plowedAtMin: new Uint32Array(2 * segmentCount),
  treated: new Uint8Array(2 * segmentCount),
  passed: new Uint8Array(2 * segmentCount),
});

/** Small linear congruential generator: numbers in [0, 1) that are the same in every run. */
const seededRandom = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** A network mid-storm: roads of 20 segments, 60 % in the plan, of those two thirds plowed at about 2.5 segments a minute. */
const midStorm = (segmentCount: number): NetworkState => {
  const random = seededRandom(7);
  const state = emptyState(segmentCount);
  for (let first = 0; first < segmentCount; first += 20) {
    const kind = random();
    if (kind > 0.6) continue;
    const startMin = MINUTE - Math.floor(random() * 300);
    for (let i = 0; i < 20 && first + i < segmentCount; i += 1) {
      for (const [directed, minute] of [
        [2 * (first + i), startMin + Math.floor(i / 2.5 + random())],
        [2 * (first + i) + 1, startMin + 20 - Math.floor(i / 2.5 + random())],
      ]) {
        state.passed[directed] = random() < 0.03 ? 1 : 0;
        state.treated[directed] = kind < 0.05 ? 1 : 0;
        state.clearance[directed] = codeOfClearance(kind < 0.4 ? 'cleared' : 'due');
        if (kind < 0.4) state.plowedAtMin[directed] = minute;
      }
    }
  }
  return state;
};

describe('state snapshot', () => {
  it('comes back as it was written', () => {
    const state = midStorm(1_003);
    expect(decodeState(encodeState(state))).toEqual(state);
    expect(decodeState(encodeState(emptyState(0)))).toEqual(emptyState(0));
  });

  it('rounds the minutes down to its step', () => {
    const state = { ...midStorm(300), minuteStep: 5 };
    const read = decodeState(encodeState(state));
    expect(read.plowedAtMin).toEqual(state.plowedAtMin.map((minute) => 5 * Math.floor(minute / 5)));
    expect(read.clearance).toEqual(state.clearance);
  });

  it('reads from a view into a larger buffer', () => {
    const bytes = encodeState(midStorm(50));
    const larger = new Uint8Array(bytes.length + 11);
    larger.set(bytes, 5);
    expect(decodeState(larger.subarray(5, 5 + bytes.length)).segmentCount).toBe(50);
  });

  it('stays under 10 kB for 20,000 segments with 40 % plowed', () => {
    const bytes = encodeState(midStorm(20_000));
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    expect(packed.length).toBeLessThan(10_000);
  });

  it.each([
    ['something else', new TextEncoder().encode('<html></html>'), 'not a Yukimichi state'],
    ['an empty answer', new Uint8Array(0), 'cut short'],
    ['a truncated answer', encodeState(midStorm(500)).subarray(0, 90), 'cut short'],
    ['another version', encodeState(emptyState(1)).map((byte, i) => (i === 6 ? 9 : byte)), 'version 9'],
  ])('refuses %s', (_name, bytes, sentence) => {
    expect(() => decodeState(bytes)).toThrow(StateError);
    expect(() => decodeState(bytes)).toThrow(sentence);
  });

  it('shows the worse direction and the older plowing', () => {
    const state = emptyState(1);
    state.clearance.set([codeOfClearance('cleared'), codeOfClearance('due')]);
    state.plowedAtMin.set([MINUTE, 0]);
    state.treated[1] = 1;
    expect(shownState(state, 0)).toEqual({
      clearance: codeOfClearance('due'),
      plowedAtMin: 0,
      treated: true,
      passed: false,
    });
  });

  it('ranks every word once', () => {
    expect(new Set(WORST_FIRST).size).toBe(8);
    expect(worseCode(codeOfClearance('no_data'), codeOfClearance('cleared'))).toBe(
      codeOfClearance('no_data'),
    );
  });
});
