import type { RoadClass, RoadWay } from '#domain';
import { AUTHORITY_OF_CLASS, defaultLanes, defaultRouteClass } from '../road-defaults.js';
import type { PropertyMapping, ValueMapping, YesMapping } from './property-mapping.js';

export type Properties = Readonly<Record<string, unknown>>;

/** What a mapping makes of a feature's properties. */
export type MappedRoad = Omit<RoadWay, 'id' | 'coords' | 'nodeIds'> & { readonly reversed: boolean };

/** A property as text; numbers and truth values too, so that a mapping can name them; empty when it is absent. */
export function textOf(properties: Properties, property: string | undefined): string {
  const value = property === undefined ? undefined : properties[property];
  return value === undefined || value === null ? '' : String(value).trim();
}

/** Reads properties by a mapping; a feature that the mapping leaves out gives the property that did it. */
export function roadOfProperties(
  properties: Properties,
  mapping: PropertyMapping,
): MappedRoad | { drop: string } {
  for (const [property, values] of Object.entries(mapping.drop ?? {})) {
    if (values.includes(textOf(properties, property))) return { drop: property };
  }
  const roadClass = mapped(properties, mapping.roadClass ?? { otherwise: 'residential' });
  return roadClass
    ? attributesOf(properties, mapping, roadClass)
    : { drop: mapping.roadClass?.property ?? 'roadClass' };
}

function attributesOf(properties: Properties, mapping: PropertyMapping, roadClass: RoadClass): MappedRoad {
  const authority = mapped(properties, mapping.authority) ?? AUTHORITY_OF_CLASS[roadClass];
  const { oneWay, reversed } = directionOf(properties, mapping);
  const bridge = isYes(properties, mapping.bridge);
  const tunnel = isYes(properties, mapping.tunnel);
  return {
    name: firstText(properties, mapping.name),
    ref: firstText(properties, mapping.ref),
    roadClass,
    oneWay,
    reversed,
    lanes: lanesOf(properties, mapping, roadClass, oneWay),
    bridge,
    tunnel,
    level: numberOf(properties, mapping.level) ?? (bridge ? 1 : tunnel ? -1 : 0),
    authority,
    routeClass: mapped(properties, mapping.routeClass) ?? defaultRouteClass(roadClass, authority),
    meltingPipe: isYes(properties, mapping.meltingPipe),
  };
}

function firstText(properties: Properties, names: readonly string[] | undefined): string {
  return (names ?? []).map((name) => textOf(properties, name)).find((text) => text !== '') ?? '';
}

function mapped<T extends string>(
  properties: Properties,
  mapping: ValueMapping<T> | undefined,
): T | undefined {
  const text = textOf(properties, mapping?.property);
  return mapping?.values && Object.hasOwn(mapping.values, text) ? mapping.values[text] : mapping?.otherwise;
}

const isYes = (properties: Properties, mapping: YesMapping | undefined): boolean =>
  mapping?.yes.includes(textOf(properties, mapping.property)) ?? false;

function numberOf(properties: Properties, property: string | undefined): number | undefined {
  const value = Number.parseInt(textOf(properties, property), 10);
  return Number.isNaN(value) ? undefined : value;
}

function directionOf(
  properties: Properties,
  { oneWay }: PropertyMapping,
): { oneWay: boolean; reversed: boolean } {
  const text = textOf(properties, oneWay?.property);
  const reversed = oneWay?.against?.includes(text) ?? false;
  return { oneWay: reversed || (oneWay?.along?.includes(text) ?? false), reversed };
}

function lanesOf(
  properties: Properties,
  mapping: PropertyMapping,
  roadClass: RoadClass,
  oneWay: boolean,
): number {
  const stated = numberOf(properties, mapping.lanes);
  if (stated !== undefined && stated >= 1) return stated;
  const ofClass = oneWay ? undefined : mapping.twoWayLanes?.[roadClass];
  return ofClass ?? defaultLanes(roadClass, oneWay);
}
