import type { BackdropFeature, RoadWay } from '#domain';
import type { ImportTally } from './import-tally.js';

/** What a reader makes of a source file. */
export interface RoadSource {
  readonly ways: readonly RoadWay[];
  readonly backdrop: readonly BackdropFeature[];
  /** Left out, by reason. */
  readonly dropped: ImportTally;
  /** Kept but changed, by reason. */
  readonly changed: ImportTally;
}
