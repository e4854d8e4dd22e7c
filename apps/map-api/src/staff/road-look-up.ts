import { type RoadNetwork, SegmentIndex } from '#domain';
import { ProblemError } from '#server';

/** The network with its spatial index, made when first asked for. */
export class RoadLookUp {
  private index: SegmentIndex | null = null;

  constructor(private readonly network: RoadNetwork | null) {}

  /** @throws ProblemError 404 while no network is loaded. */
  needed(): { network: RoadNetwork; index: SegmentIndex } {
    if (this.network === null) {
      throw new ProblemError(404, 'No road network is loaded: run npm run roads -- import, then npm start.');
    }
    this.index ??= new SegmentIndex(this.network);
    return { network: this.network, index: this.index };
  }
}
