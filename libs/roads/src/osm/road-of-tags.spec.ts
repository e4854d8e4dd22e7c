import type { RoadClass } from '#domain';
import type { OsmTags } from './osm-elements.js';
import { type RoadFacts, roadOfTags } from './road-of-tags.js';

const facts = (
  tags: OsmTags,
  roadClass: RoadClass = 'tertiary',
  stateRefs: string[] | null = null,
): RoadFacts => roadOfTags(tags, roadClass, { stateRefs: stateRefs && new Set(stateRefs) });

describe('roadOfTags', () => {
  const cases: [string, OsmTags, RoadClass, Partial<RoadFacts>][] = [
    ['prefers the Japanese name', { name: 'Katamachi', 'name:ja': '片町' }, 'tertiary', { name: '片町' }],
    ['takes the first of several refs', { ref: '8;305' }, 'trunk', { ref: '8' }],
    ['drives both ways unless told', {}, 'tertiary', { oneWay: false, reversed: false, lanes: 2 }],
    ['drives one way along', { oneway: 'yes' }, 'tertiary', { oneWay: true, reversed: false, lanes: 1 }],
    ['turns a one-way against its drawing', { oneway: '-1' }, 'tertiary', { oneWay: true, reversed: true }],
    ['drives round a roundabout one way', { junction: 'roundabout' }, 'tertiary', { oneWay: true }],
    ['drives a motorway one way', { highway: 'motorway' }, 'motorway', { oneWay: true, lanes: 2 }],
    ['does not guess a ramp', { highway: 'motorway_link' }, 'motorway', { oneWay: false }],
    [
      'believes oneway=no on a roundabout',
      { junction: 'roundabout', oneway: 'no' },
      'tertiary',
      { oneWay: false },
    ],
    [
      'does not fix a street that turns with the hour',
      { oneway: 'reversible' },
      'tertiary',
      { oneWay: false },
    ],
    ['reads lanes', { lanes: '4' }, 'trunk', { lanes: 4 }],
    ['does not believe nonsense lanes', { lanes: '0' }, 'residential', { lanes: 1 }],
    ['puts a bridge above', { bridge: 'viaduct' }, 'trunk', { bridge: true, level: 1 }],
    ['puts a tunnel below', { tunnel: 'yes' }, 'trunk', { tunnel: true, level: -1 }],
    ['believes the layer', { bridge: 'yes', layer: '2' }, 'trunk', { level: 2 }],
    ['believes a layer below', { tunnel: 'yes', layer: '-3' }, 'trunk', { level: -3 }],
    [
      'sees no tunnel in a gateway of a building',
      { tunnel: 'building_passage' },
      'service',
      { tunnel: false, level: 0 },
    ],
    ['knows the state road', { ref: '8' }, 'trunk', { authority: 'state', routeClass: 'state_main' }],
    [
      'knows the prefecture road',
      { ref: '22' },
      'primary',
      { authority: 'prefecture', routeClass: 'pref_1' },
    ],
    ['knows the city road', {}, 'residential', { authority: 'city', routeClass: 'city_3' }],
    ['believes the operator', { operator: '金沢市' }, 'primary', { authority: 'city', routeClass: 'city_1' }],
    [
      'leaves expressways to their company',
      { operator: 'NEXCO中日本' },
      'motorway',
      { authority: 'other', routeClass: 'none' },
    ],
    ['sees a melting pipe', { snow_melting_pipe: 'yes' }, 'tertiary', { meltingPipe: true }],
    ['sees a heated road', { 'road:snow_melting': 'water' }, 'tertiary', { meltingPipe: true }],
    ['sees that there is no pipe', { snow_melting_pipe: 'no' }, 'tertiary', { meltingPipe: false }],
  ];
  it.each(cases)('%s', (_, tags, roadClass, expected) => {
    expect(facts(tags, roadClass)).toMatchObject(expected);
  });

  it('gives national roads outside the designated sections to the prefecture', () => {
    expect(facts({ ref: '8' }, 'trunk', ['8', '157'])).toMatchObject({ authority: 'state' });
    expect(facts({ ref: '304' }, 'trunk', ['8', '157'])).toMatchObject({
      authority: 'prefecture',
      routeClass: 'pref_priority',
    });
  });
});
