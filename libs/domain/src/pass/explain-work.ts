import { hasFlag, type RoadNetwork, SEGMENT_FLAG } from '../network/road-network.js';
import type { Pass } from './pass.js';
import { STUB_M } from './stub-queue.js';
import type { WorkSource, WorkTimeline } from './work-timeline.js';

/**
 * Where a pass has its work kind from, strongest first: blade and spreader inputs; the driver's button; what staff or
 * the device's own records say; an open order with the speed (inferred); for a stub its neighbours; nothing. In a tunnel
 * a blade that is down makes a pass only.
 */
export interface ExplainedWork {
  readonly source: WorkSource | 'order' | 'tunnel' | 'neighbours' | 'nothing';
  /** Mean speed over the pass, m/s, standing included. */
  readonly speedMps: number;
}

/** Shares of a pass's time at which its work is looked up, the middle first: it may begin or end with other work. */
const LOOKED_UP = [0.5, 0.3, 0.7, 0.1, 0.9];

/** Says where a pass has its work kind from, by the timeline of the follower that made it. */
export const explainWork = (pass: Pass, network: RoadNetwork, timeline: WorkTimeline): ExplainedWork => {
  const lengthMs = pass.leftAt - pass.enteredAt;
  const speedMps = (pass.toCm - pass.fromCm) / 100 / Math.max(lengthMs / 1000, 0.001);
  const known = LOOKED_UP.map((share) => timeline.knownAt(pass.enteredAt + share * lengthMs));
  const found = known.find((work) => work?.kind === pass.workKind);
  if (found) return { source: found.source, speedMps };
  if (hasFlag(network, pass.segment, SEGMENT_FLAG.tunnel)) return { source: 'tunnel', speedMps };
  if (network.lengthCm[pass.segment] < STUB_M * 100) return { source: 'neighbours', speedMps };
  // A pass is of one kind: a stretch too short to be told from the rest of its segment took the kind of the rest.
  const other = known.find((work) => work !== null);
  if (other) return { source: other.source, speedMps };
  return { source: pass.workKind === 'unknown' ? 'nothing' : 'order', speedMps };
};
