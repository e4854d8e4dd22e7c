import type { AuthorityKind, RoadClass, RouteClass } from '#domain';

/** Lanes of the whole carriageway where a source does not say: `[two-way, one-way]`. */
const LANES: Readonly<Record<RoadClass, readonly [number, number]>> = {
  motorway: [4, 2],
  trunk: [2, 2],
  primary: [2, 1],
  secondary: [2, 1],
  tertiary: [2, 1],
  unclassified: [2, 1],
  residential: [1, 1],
  service: [1, 1],
};

export const defaultLanes = (roadClass: RoadClass, oneWay: boolean): number =>
  LANES[roadClass][oneWay ? 1 : 0];

/**
 * Who keeps a road of this class in Japan: expressway companies, the state (国道), the prefecture (主要地方道,
 * 一般県道), the city (市道).
 */
export const AUTHORITY_OF_CLASS: Readonly<Record<RoadClass, AuthorityKind>> = {
  motorway: 'other',
  trunk: 'state',
  primary: 'prefecture',
  secondary: 'prefecture',
  tertiary: 'city',
  unclassified: 'city',
  residential: 'city',
  service: 'other',
};

const CITY_CLASSES: Readonly<Record<RoadClass, RouteClass>> = {
  motorway: 'city_1',
  trunk: 'city_1',
  primary: 'city_1',
  secondary: 'city_1',
  tertiary: 'city_1',
  unclassified: 'city_2',
  residential: 'city_3',
  service: 'none',
};

/** The plan class of a road until an authority's own plan says another: `--classes`. */
export function defaultRouteClass(roadClass: RoadClass, authority: AuthorityKind): RouteClass {
  if (authority === 'other') return 'none';
  if (authority === 'state') return 'state_main';
  if (authority === 'city') return CITY_CLASSES[roadClass];
  if (roadClass === 'motorway' || roadClass === 'trunk') return 'pref_priority';
  if (roadClass === 'primary') return 'pref_1';
  return roadClass === 'secondary' ? 'pref_2' : 'pref_3';
}
