import { encodeState, type NetworkState } from '#wire';
import { type Encoded, encode } from '../http/encoded.js';

/** A state of up to 25,000 segments travels in less than this; larger networks may take more in proportion. */
const LARGEST_PACKED_BYTES = 10_000;
const BYTES_PER_SEGMENT = 0.4;
/** Minutes to which plowing times are rounded down, finest first. */
const MINUTE_STEPS = [1, 2, 5, 10];
/** Thirty thousand bytes every few seconds: the best compression costs a hundredth of a core. */
const BROTLI_QUALITY = 11;

/** The state's bytes, compressed, with the finest minutes that keep them small. */
export const packState = async (state: NetworkState): Promise<Encoded> => {
  const limit = Math.max(LARGEST_PACKED_BYTES, BYTES_PER_SEGMENT * state.segmentCount);
  let packed = await packAt(state, MINUTE_STEPS[0]);
  for (const minuteStep of MINUTE_STEPS.slice(1)) {
    if (packed.br.length < limit) break;
    packed = await packAt(state, minuteStep);
  }
  return packed;
};

const packAt = (state: NetworkState, minuteStep: number): Promise<Encoded> =>
  encode(encodeState({ ...state, minuteStep }), BROTLI_QUALITY);
