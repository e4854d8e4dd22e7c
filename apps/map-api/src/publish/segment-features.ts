import type { Feature, LineString } from 'geojson';
import {
  coordinatesOf,
  type EffectivePlan,
  hasFlag,
  isInPlan,
  type RoadNetwork,
  routeClassOf,
  SEGMENT_FLAG,
} from '#domain';

/** Classes that are drawn at low zooms although no plan names them. */
const MAIN_ROADS = new Set(['motorway', 'trunk', 'primary', 'secondary', 'tertiary']);

/** Below this zoom only plan roads and main roads are drawn: white cases must not turn the city grey (look.md). */
export const LOCAL_STREETS_FROM_ZOOM = 12;

/** Is the segment in the tiles of low zooms too? */
export const isDrawnFarOut = (network: RoadNetwork, plan: EffectivePlan, segment: number): boolean =>
  isInPlan(plan, segment) || MAIN_ROADS.has(network.roads[network.roadOf[segment]].roadClass);

/** Segment s as a line with the properties of TILE_LAYERS; what is usual (false, 0, empty) is left out. */
export const segmentFeature = (
  network: RoadNetwork,
  plan: EffectivePlan,
  segment: number,
): Feature<LineString> => ({
  type: 'Feature',
  id: segment,
  properties: propertiesOf(network, plan, segment),
  geometry: { type: 'LineString', coordinates: coordinatesOf(network, segment) },
});

function propertiesOf(network: RoadNetwork, plan: EffectivePlan, segment: number): Record<string, unknown> {
  const road = network.roads[network.roadOf[segment]];
  const flag = (bit: number): true | undefined => (hasFlag(network, segment, bit) ? true : undefined);
  const properties = {
    class: road.roadClass,
    plan: routeClassOf(plan, segment),
    name: road.name || undefined,
    ref: road.ref || undefined,
    lanes: network.lanes[segment],
    oneway: flag(SEGMENT_FLAG.oneWay),
    bridge: flag(SEGMENT_FLAG.bridge),
    tunnel: flag(SEGMENT_FLAG.tunnel),
    level: network.level[segment] || undefined,
    pipe: flag(SEGMENT_FLAG.meltingPipe),
    authority: road.authority,
  };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
