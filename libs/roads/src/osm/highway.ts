import type { RoadClass } from '#domain';
import type { OsmTags } from './osm-elements.js';

/** Values of `highway` that become roads; ramps (`…_link`) take the class of their road. */
const CLASS_OF_HIGHWAY: Readonly<Record<string, RoadClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'unclassified',
  road: 'unclassified',
  residential: 'residential',
  living_street: 'residential',
  service: 'service',
};

/** Values of `highway` that no plow of the road drives. */
const PATHS = new Set(
  'footway cycleway path steps pedestrian bridleway corridor elevator escalator platform via_ferrata'.split(
    ' ',
  ),
);
const UNBUILT = new Set('construction proposed planned'.split(' '));
const GONE = new Set('abandoned disused razed demolished dismantled removed no'.split(' '));
const PRIVATE_ACCESS = new Set('no private agricultural forestry'.split(' '));
const YARDS = new Set('driveway parking_aisle drive-through emergency_access'.split(' '));

/** Why a way with a `highway` tag is not a road of the network. */
export const HIGHWAY_DROPS = {
  path: 'footways, cycleways, paths and steps',
  track: 'farm and forest tracks',
  under_construction: 'under construction or planned',
  abandoned: 'abandoned',
  private: 'private or closed to motor vehicles',
  yard: 'driveways and parking aisles',
  area: 'areas (squares, yards)',
  unknown_class: 'other values of highway',
} as const;
export type HighwayDrop = keyof typeof HIGHWAY_DROPS;

/** The road class of a way, or why it has none. */
export function classifyHighway(tags: OsmTags): { roadClass: RoadClass } | { drop: HighwayDrop } {
  const highway = tags.highway;
  if (PATHS.has(highway)) return { drop: 'path' };
  if (highway === 'track') return { drop: 'track' };
  if (UNBUILT.has(highway) || isUnderConstruction(tags)) return { drop: 'under_construction' };
  if (GONE.has(highway)) return { drop: 'abandoned' };
  const roadClass = Object.hasOwn(CLASS_OF_HIGHWAY, highway) ? CLASS_OF_HIGHWAY[highway] : undefined;
  if (!roadClass) return { drop: 'unknown_class' };
  if (tags.area === 'yes') return { drop: 'area' };
  if (PRIVATE_ACCESS.has(accessOf(tags))) return { drop: 'private' };
  if (highway === 'service' && YARDS.has(tags.service)) return { drop: 'yard' };
  return { roadClass };
}

const isUnderConstruction = (tags: OsmTags): boolean =>
  tags.construction !== undefined && tags.construction !== 'no' && tags.construction !== 'minor';

/** The most particular tag decides: motorcar before motor_vehicle before vehicle before access. */
const accessOf = (tags: OsmTags): string =>
  tags.motorcar ?? tags.motor_vehicle ?? tags.vehicle ?? tags.access ?? 'yes';
