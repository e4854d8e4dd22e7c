import { classifyHighway } from './highway.js';
import type { OsmTags } from './osm-elements.js';

describe('classifyHighway', () => {
  const kept: [string, OsmTags][] = [
    ['trunk', { highway: 'trunk' }],
    ['trunk', { highway: 'trunk_link' }],
    ['residential', { highway: 'living_street' }],
    ['unclassified', { highway: 'road' }],
    ['service', { highway: 'service', service: 'alley' }],
    ['tertiary', { highway: 'tertiary', access: 'destination' }],
    ['tertiary', { highway: 'tertiary', access: 'no', motor_vehicle: 'yes' }],
    ['primary', { highway: 'primary', motor_vehicle: 'no', motorcar: 'yes' }],
    ['residential', { highway: 'residential', construction: 'minor' }],
  ];
  it.each(kept)('keeps a road of class %s: %j', (roadClass, tags) => {
    expect(classifyHighway(tags)).toEqual({ roadClass });
  });

  const left: [string, OsmTags][] = [
    ['path', { highway: 'footway' }],
    ['path', { highway: 'steps' }],
    ['track', { highway: 'track', tracktype: 'grade1' }],
    ['under_construction', { highway: 'construction', construction: 'trunk' }],
    ['under_construction', { highway: 'tertiary', construction: 'yes' }],
    ['abandoned', { highway: 'abandoned' }],
    ['private', { highway: 'residential', access: 'private' }],
    ['private', { highway: 'unclassified', motor_vehicle: 'forestry' }],
    ['yard', { highway: 'service', service: 'parking_aisle' }],
    ['area', { highway: 'service', area: 'yes' }],
    ['unknown_class', { highway: 'raceway' }],
    ['unknown_class', { highway: 'constructor' }],
  ];
  it.each(left)('leaves out for %s: %j', (drop, tags) => {
    expect(classifyHighway(tags)).toEqual({ drop });
  });
});
