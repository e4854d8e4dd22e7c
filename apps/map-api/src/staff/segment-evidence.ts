import {
  type ExplainedFix,
  explainPass,
  isInPlan,
  type Pass,
  type PathStep,
  type RoadNetwork,
  roadOfSegment,
  type SegmentIndex,
} from '#domain';
import { ProblemError } from '#server';
import { type Database, listFixes, listPassesOfSegment, listTracks, listVehicleEvents } from '#store';
import { printInstant, type SegmentEvidence } from '#wire';
import type { LivePicture } from '../live/live-picture.js';
import { runnerUpOf, wirePass } from './segment-detail.js';

/** More would hold up everybody else: 24 h at one fix a second and a half. */
const MOST_FIXES = 60_000;
/** Passes of one visit are no further apart; read with some more around the pass. */
const VISIT_REACH_MS = 2 * 3_600_000;

export interface EvidenceParts {
  readonly database: Database;
  readonly network: RoadNetwork;
  readonly index: SegmentIndex;
  readonly picture: LivePicture;
}

/** Makes a stored pass again from the stored fixes of its track. @throws ProblemError where these do not give it */
export const segmentEvidence = async (pass: Pass, parts: EvidenceParts): Promise<SegmentEvidence> => {
  const { network, picture } = parts;
  const explained = explainPass(pass, await inputOf(pass, parts));
  if (explained === null) {
    throw new ProblemError(
      409,
      'The stored fixes do not give this pass now: its track is being matched again. Ask for the segment anew.',
    );
  }
  const { work, visit, words } = explained;
  return {
    pass: wirePass(explained.pass, network, picture),
    agrees: JSON.stringify(wholeOf(explained.pass)) === JSON.stringify(wholeOf(pass)),
    fixes: explained.fixes.map(wireFix),
    path: explained.steps.map((step) => wireStep(step, network)),
    workSource: work.source,
    speedMps: Math.round(work.speedMps * 100) / 100,
    visit: visit && { passes: visit.passes, coveredM: visit.coveredCm / 100, isEnough: visit.isEnough },
    words: [...words],
  };
};

const inputOf = async (pass: Pass, { database, network, index, picture }: EvidenceParts) => {
  const { vehicleId, enteredAt, leftAt, segment } = pass;
  const [track] = await listTracks(database, { vehicleId, fromAt: enteredAt, toAt: enteredAt });
  if (track === undefined) throw new ProblemError(404, 'The track of this pass is not stored any more.');
  const span = { fromAt: track.startedAt, toAt: track.endedAt };
  const fixes = await listFixes(database, { vehicleId, ...span, limit: MOST_FIXES + 1 });
  if (fixes[0]?.fixAt !== track.startedAt)
    throw new ProblemError(404, 'The fixes of this pass are not kept any more.');
  if (fixes.length > MOST_FIXES)
    throw new ProblemError(413, `The track of this pass has more than ${MOST_FIXES} fixes.`);
  const events = await listVehicleEvents(database, [vehicleId]);
  const plan = picture.register.plan!;
  const around = { fromAt: enteredAt - VISIT_REACH_MS, toAt: leftAt + VISIT_REACH_MS };
  return {
    network,
    index,
    fixes,
    work: { ...events.get(vehicleId)!, isTarget: (s: number) => isInPlan(plan, s) },
    passes: await listPassesOfSegment(database, { segment, ...around, limit: 1_000 }),
  };
};

/** The fields of a pass in one order. */
const wholeOf = (pass: Pass): unknown[] => Object.entries(pass).sort(([a], [b]) => (a < b ? -1 : 1));

const rounded = (metres: number | null): number | null => metres && Math.round(metres * 10) / 10;

const wireFix = ({ fix, verdict, directed, distanceM, runnerUpM }: ExplainedFix) => ({
  fixAt: printInstant(fix.fixAt),
  lat: fix.latE6 / 1e6,
  lng: fix.lngE6 / 1e6,
  speedMps: fix.speedMps,
  blade: fix.blade,
  spreader: fix.spreader,
  verdict,
  directed,
  distanceM: rounded(distanceM),
  runnerUpM: rounded(runnerUpM),
});

const wireStep = (step: PathStep, network: RoadNetwork): SegmentEvidence['path'][number] => ({
  directed: step.directed,
  name: roadOfSegment(network, step.directed >> 1).name,
  fromM: Math.round(step.fromM * 10) / 10,
  toM: Math.round(step.toM * 10) / 10,
  enteredAt: printInstant(step.enteredAt),
  leftAt: printInstant(step.leftAt),
  bridged: step.bridged,
  reversing: step.reversing,
  confidence: Math.round(step.confidence * 1_000) / 1_000,
  runnerUp: runnerUpOf(step.runnerUpSegment ?? -1, step.runnerUpProbability, network),
});
