import type { MapGeoJSONFeature } from 'maplibre-gl';
import type { Area } from '#wire';
import { bearingOf } from '../map/bearing.js';
import { nearestPlaceName, type PlaceRow } from './place-rows.js';

/** A road that the reader tapped: what the tile says about it. */
export interface ChosenSegment {
  kind: 'segment';
  segment: number;
  placeName: string;
  roadName: string;
  ref: string;
  routeClass: string;
  authority: string;
  oneWay: boolean;
  bridge: boolean;
  tunnel: boolean;
  /** Bearing of the direction as drawn, degrees from north; null when the tile shows too little of it. */
  bearingDeg: number | null;
  lng: number;
  lat: number;
}

export interface ChosenPlace {
  kind: 'place';
  row: PlaceRow;
}

export type Choice = ChosenSegment | ChosenPlace;

/** What a tile says about a segment. */
export type SegmentFeature = Pick<MapGeoJSONFeature, 'id' | 'properties' | 'geometry'>;

/** What was chosen, from the tile's feature; `areas` gives the place its name. */
export function chosenSegment(
  feature: SegmentFeature,
  point: { lng: number; lat: number },
  areas: readonly Area[],
): ChosenSegment {
  const { properties } = feature;
  return {
    kind: 'segment',
    segment: Number(feature.id),
    placeName: nearestPlaceName(areas, point.lng, point.lat),
    roadName: String(properties.name ?? ''),
    ref: String(properties.ref ?? ''),
    routeClass: String(properties.plan ?? 'none'),
    authority: String(properties.authority ?? ''),
    oneWay: Boolean(properties.oneway),
    bridge: Boolean(properties.bridge),
    tunnel: Boolean(properties.tunnel),
    bearingDeg: bearingOf(feature.geometry),
    lng: point.lng,
    lat: point.lat,
  };
}

/** `片町 国道157号`: the place and the road, as far as they have names. */
export const nameOfSegment = ({ placeName, roadName }: ChosenSegment): string =>
  [placeName, roadName].filter((name) => name !== '').join(' ');
