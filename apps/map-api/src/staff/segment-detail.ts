import { hasFlag, type Pass, type RoadNetwork, roadOfSegment, routeClassOf, SEGMENT_FLAG } from '#domain';
import { printInstant, type SegmentDetail, type SegmentPass, type SegmentSide, type StreamTime } from '#wire';
import type { ClearanceBoard } from '../live/clearance-board.js';
import type { LivePicture } from '../live/live-picture.js';

export interface DetailOptions {
  readonly network: RoadNetwork;
  readonly picture: LivePicture;
  readonly board: ClearanceBoard;
  readonly time: StreamTime;
  readonly passes: readonly Pass[];
}

/** The card of a road: what it is, what holds there, why it has its clearance, and who has driven it. */
export const segmentDetail = (segment: number, options: DetailOptions): SegmentDetail => {
  const { network, picture, board, time, passes } = options;
  const { register } = picture;
  const plan = register.plan!;
  const road = roadOfSegment(network, segment);
  const situation = board.situationOfSegment(segment);
  const routeIndex = plan.routeIndex[segment];
  const route = plan.routes[routeIndex];
  const order = situation.orders[routeIndex]?.newest;
  return {
    ...time,
    segment,
    name: road.name,
    ref: road.ref,
    roadClass: road.roadClass,
    routeClass: routeClassOf(plan, segment),
    authority: road.authority,
    lengthM: network.lengthCm[segment] / 100,
    lanes: network.lanes[segment],
    oneWay: hasFlag(network, segment, SEGMENT_FLAG.oneWay),
    route: route === undefined ? null : { code: route.code, name: route.name },
    workZone: register.zones[register.areaOf[segment] - 1]?.name ?? null,
    thresholdCm: plan.thresholdCm[segment],
    newSnowCm: situation.newSnowCm,
    stormStartedAt: printOrNull(situation.stormStartedAt),
    order: order
      ? { orderedAt: printInstant(order.orderedAt), targetFinishAt: printOrNull(order.targetFinishAt) }
      : null,
    directions: [sideOf(2 * segment, picture, board), sideOf(2 * segment + 1, picture, board)],
    passes: passes.map((pass) => wirePass(pass, network, picture)),
  };
};

function sideOf(directed: number, picture: LivePicture, board: ClearanceBoard): SegmentSide {
  const facts = picture.facts!;
  const { plowedAt, newSnowSincePlowedCm } = board.inputOf(directed);
  return {
    ...board.judge(directed),
    plowedAt: printOrNull(plowedAt),
    treatedAt: printOrNull(facts.treatedAt[directed] || null),
    passedAt: printOrNull(facts.passedAt[directed] || null),
    newSnowSincePlowedCm,
  };
}

export const wirePass = (pass: Pass, network: RoadNetwork, { register }: LivePicture): SegmentPass => ({
  vehicleId: pass.vehicleId,
  vehicleCode: register.vehicles.get(pass.vehicleId)?.code ?? String(pass.vehicleId),
  direction: pass.direction === 0 ? 0 : 1,
  enteredAt: printInstant(pass.enteredAt),
  leftAt: printInstant(pass.leftAt),
  coveredM: pass.coveredCm / 100,
  workKind: pass.workKind,
  confidence: pass.confidencePermille / 1000,
  runnerUp: runnerUpOf(pass.runnerUpSegment, pass.runnerUpPermille / 1000, network),
});

/** The street that was ruled out; null where there was none. */
export function runnerUpOf(
  segment: number,
  probability: number,
  network: RoadNetwork,
): SegmentPass['runnerUp'] {
  if (segment < 0 || segment >= network.segmentCount) return null;
  const share = Math.round(probability * 1_000) / 1_000;
  return { segment, name: roadOfSegment(network, segment).name, probability: share };
}

const printOrNull = (at: number | null): string | null => (at === null ? null : printInstant(at));
