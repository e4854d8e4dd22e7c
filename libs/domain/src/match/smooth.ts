import type { Layer } from './layer.js';
import { STATE_CAPACITY } from './match-settings.js';

const later = new Float64Array(STATE_CAPACITY);
const earlier = new Float64Array(STATE_CAPACITY);

const fillPosterior = (layer: Layer): void => {
  let total = 0;
  for (let state = 0; state < layer.count; state++) total += layer.forward(state) * later[state];
  const scale = total > 0 ? 1 / total : 0;
  for (let state = 0; state < layer.count; state++) {
    layer.setPosterior(state, layer.forward(state) * later[state] * scale);
  }
};

/** Likelihood of all that follows each state of `before`, given the same for the states of `layer`; the greatest is 1. */
const stepBack = (before: Layer, layer: Layer): void => {
  let greatest = 0;
  for (let from = 0; from < before.count; from++) {
    let sum = 0;
    for (let to = 0; to < layer.count; to++) sum += layer.step(from, to) * later[to];
    earlier[from] = sum;
    if (sum > greatest) greatest = sum;
  }
  const scale = greatest > 0 ? 1 / greatest : 0;
  for (let from = 0; from < before.count; from++) later[from] = earlier[from] * scale;
};

/** Fills the posterior of `layers[first]` and all after it: the backward half of the forward-backward algorithm. */
export const smooth = (layers: readonly Layer[], first: number): void => {
  later.fill(1);
  for (let k = layers.length - 1; k >= first; k--) {
    fillPosterior(layers[k]);
    if (k > first) stepBack(layers[k - 1], layers[k]);
  }
};
