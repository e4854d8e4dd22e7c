import type { RoadNetwork } from '../network/road-network.js';
import type { Layer } from './layer.js';

/** How sure the matcher is of a street, and which other one came nearest. */
export interface StreetOpinion {
  /** Posterior probability of the chosen street in the chosen direction, 0..1. */
  readonly confidence: number;
  /** The most probable segment of the most probable other street; -1 where there was none. */
  readonly runnerUpSegment: number;
  readonly runnerUpProbability: number;
}

const probabilityOfRoad = (layer: Layer, road: number, network: RoadNetwork): number => {
  let sum = 0;
  for (let state = 0; state < layer.count; state++) {
    if (network.roadOf[layer.directed(state) >> 1] === road) sum += layer.posterior(state);
  }
  return sum;
};

/** Judges the final place `chosen` of a layer by the posterior of all its places, added up street by street. */
export const judgeStreet = (layer: Layer, chosen: number, network: RoadNetwork): StreetOpinion => {
  const road = network.roadOf[layer.directed(chosen) >> 1];
  let confidence = 0;
  let runnerUp = -1;
  let runnerUpProbability = 0;
  for (let state = 0; state < layer.count; state++) {
    const directed = layer.directed(state);
    const otherRoad = network.roadOf[directed >> 1];
    if (otherRoad === road) {
      if (((directed ^ layer.directed(chosen)) & 1) === 0) confidence += layer.posterior(state);
      continue;
    }
    const probability = probabilityOfRoad(layer, otherRoad, network);
    const isBetter =
      probability > runnerUpProbability ||
      (probability === runnerUpProbability &&
        runnerUp >= 0 &&
        layer.posterior(state) > layer.posterior(runnerUp));
    if (isBetter) {
      runnerUp = state;
      runnerUpProbability = probability;
    }
  }
  const runnerUpSegment = runnerUp < 0 ? -1 : layer.directed(runnerUp) >> 1;
  return { confidence: Math.min(confidence, 1), runnerUpSegment, runnerUpProbability };
};
