import type { Layer } from './layer.js';
import { STATE_CAPACITY } from './match-settings.js';

const later = new Float64Array(STATE_CAPACITY);
const earlier = new Float64Array(STATE_CAPACITY);

/** Nats of all that follows state `from` of the layer before `layer`, given the same for `layer`'s states. */
const followingCost = (layer: Layer, from: number): number => {
  let least = Infinity;
  for (let to = 0; to < layer.count; to++) {
    least = Math.min(least, layer.step[from * STATE_CAPACITY + to] + later[to]);
  }
  if (least === Infinity) return Infinity;
  let sum = 0;
  for (let to = 0; to < layer.count; to++) {
    sum += Math.exp(least - layer.step[from * STATE_CAPACITY + to] - later[to]);
  }
  return least - Math.log(sum);
};

const fillPosterior = (layer: Layer): void => {
  let least = Infinity;
  for (let state = 0; state < layer.count; state++) least = Math.min(least, layer.sum[state] + later[state]);
  let total = 0;
  for (let state = 0; state < layer.count; state++) {
    const weight = least === Infinity ? 0 : Math.exp(least - layer.sum[state] - later[state]);
    layer.posterior[state] = weight;
    total += weight;
  }
  for (let state = 0; state < layer.count; state++) layer.posterior[state] /= total || 1;
};

/** Fills the posterior of `layers[first]` and all after it: the backward half of the forward-backward algorithm. */
export const smooth = (layers: readonly Layer[], first: number): void => {
  later.fill(0);
  for (let k = layers.length - 1; k >= first; k--) {
    fillPosterior(layers[k]);
    if (k === first) break;
    const before = layers[k - 1];
    for (let state = 0; state < before.count; state++) earlier[state] = followingCost(layers[k], state);
    later.set(earlier);
  }
};
