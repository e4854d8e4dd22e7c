import type { RawFix } from '#domain';
import { parseTrackerMessage } from './tracker-message.js';

/** Messages as the phone apps send them, and what ingest reads from them. `at` is 2026-01-25T18:00:00+09:00. */
const AT = Date.parse('2026-01-25T09:00:00Z');
const SECONDS = String(AT / 1000);

/** A fix of which the message said only the time and the place, and what else it said. */
const fix = (more: Partial<RawFix> = {}): RawFix => ({
  fixAt: AT,
  lat: 36.561,
  lng: 136.656,
  speedMps: null,
  headingDeg: null,
  accuracyM: null,
  blade: null,
  spreader: null,
  workType: null,
  isMock: null,
  sentAt: null,
  ...more,
});

interface Case {
  readonly name: string;
  readonly query?: Record<string, unknown>;
  readonly body?: string;
  readonly expected: readonly (RawFix | null)[];
}

const nested = (coords: object, more: object = {}): object => ({
  device_id: '555',
  location: { timestamp: '2026-01-25T09:00:00.000Z', coords, event: 'motionchange', extras: {}, ...more },
});
const COORDS = { latitude: 36.561, longitude: 136.656, accuracy: 4, speed: 8.5, heading: 91.5, altitude: 30 };

const CASES: readonly Case[] = [
  {
    name: 'Traccar Client 8: query string, speed in knots',
    query: {
      id: '555',
      timestamp: SECONDS,
      lat: '36.561',
      lon: '136.656',
      speed: '10.0',
      bearing: '91.5',
      accuracy: '4.0',
      batt: '80',
    },
    expected: [fix({ speedMps: 5.144444444444445, headingDeg: 91.5, accuracyM: 4 })],
  },
  {
    name: 'Traccar Client 10: form, with blade, spreader and work',
    body: `id=555&timestamp=${SECONDS}&lat=36.561&lon=136.656&speed=0&bearing=0&accuracy=4&batt=80&charge=false&blade=down&spreader=0&work=fresh_snow`,
    expected: [
      fix({ speedMps: 0, headingDeg: 0, accuracyM: 4, blade: true, spreader: false, workType: 'fresh_snow' }),
    ],
  },
  {
    name: 'Traccar Client 10: form, the work parameters in the address',
    query: { blade: 'up', work: '新雪除雪' },
    body: `id=555&timestamp=${SECONDS}&lat=36.561&lon=136.656&speed=-1.9438&bearing=-1&accuracy=4`,
    expected: [
      fix({
        speedMps: -0.9999771111111112,
        headingDeg: -1,
        accuracyM: 4,
        blade: false,
        workType: 'fresh_snow',
      }),
    ],
  },
  {
    name: 'Traccar Client 8: a position that an app made',
    query: { id: '555', timestamp: SECONDS, lat: '36.561', lon: '136.656', mock: 'true' },
    expected: [fix({ isMock: true })],
  },
  {
    name: 'Traccar Client 9: a position that an app made',
    body: JSON.stringify(nested(COORDS, { mock: true })),
    expected: [fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4, isMock: true })],
  },
  {
    name: 'Traccar Client 9: nested JSON, speed in m/s',
    body: JSON.stringify(nested(COORDS)),
    expected: [fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4 })],
  },
  {
    name: 'Traccar Client 9: extras and address carry the work parameters',
    query: { blade: '1' },
    body: JSON.stringify(nested(COORDS, { extras: { spreader: true } })),
    expected: [fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4, blade: true, spreader: true })],
  },
  {
    name: 'Traccar Client 9: an array of messages, one of them broken',
    body: JSON.stringify([nested(COORDS), 'not a message']),
    expected: [fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4 }), null],
  },
  {
    name: 'Traccar Client 9: one message with an array of locations',
    body: JSON.stringify({
      device_id: '555',
      location: [
        { timestamp: AT, coords: COORDS },
        { timestamp: AT, coords: COORDS },
      ],
    }),
    expected: [
      fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4 }),
      fix({ speedMps: 8.5, headingDeg: 91.5, accuracyM: 4 }),
    ],
  },
  {
    name: 'OsmAnd: milliseconds, speed in m/s',
    query: {
      timestamp: String(AT),
      lat: '36.561',
      lon: '136.656',
      hdop: '6.0',
      altitude: '30',
      speed: '8.5',
      bearing: '91.5',
    },
    expected: [fix({ speedMps: 8.5, headingDeg: 91.5 })],
  },
  {
    name: 'OsmAnd: time as text in UTC, and in ISO 8601',
    body: '',
    query: { timestamp: '2026-01-25 09:00:00', lat: '36.561', lon: '136.656' },
    expected: [fix()],
  },
  {
    name: 'OwnTracks: a location, speed in km/h, with the time of sending',
    body: JSON.stringify({
      _type: 'location',
      lat: 36.561,
      lon: 136.656,
      tst: AT / 1000,
      created_at: AT / 1000 + 60,
      vel: 36,
      cog: 91,
      acc: 10,
      tid: 'a1',
    }),
    expected: [fix({ speedMps: 10, headingDeg: 91, accuracyM: 10, sentAt: AT + 60_000 })],
  },
  { name: 'OwnTracks: what is not a location', body: '{"_type":"lwt","tst":1769331600}', expected: [] },
  { name: 'heartbeat in the query', query: { id: '555', timestamp: SECONDS, batt: '80' }, expected: [] },
  { name: 'heartbeat in a form', body: `id=555&timestamp=${SECONDS}&alarm=sos`, expected: [] },
  { name: 'an empty message', expected: [] },
  {
    name: 'latitude not a number, longitude empty, no time',
    query: { id: '555', lat: 'NaN', lon: '' },
    expected: [fix({ fixAt: null, lat: Number.NaN, lng: null })],
  },
  {
    name: 'time that is no time, decimal comma, latitude given twice',
    query: { timestamp: 'yesterday', lat: ['36.561', '37'], lon: '136,656' },
    expected: [fix({ fixAt: Number.NaN, lng: Number.NaN })],
  },
  {
    name: 'JSON without coordinates is kept to be judged',
    body: '{"location":{"timestamp":"2026-01-25T09:00:00Z"}}',
    expected: [fix({ lat: null, lng: null })],
  },
  { name: 'truncated JSON', body: '{"location":{"timestamp":"2026-01-25T09:0', expected: [null] },
  { name: 'a location that is none', body: '{"location":"here"}', expected: [null] },
  { name: 'neither JSON nor a form', body: 'hello', expected: [null] },
];

describe('tracker message', () => {
  it.each(CASES)('$name', ({ query, body, expected }) => {
    expect(parseTrackerMessage({ query: query ?? {}, body: body ?? '' }).map(({ raw }) => raw)).toEqual(
      expected,
    );
  });

  it('keeps the payload of what it could not read', () => {
    expect(parseTrackerMessage({ query: {}, body: '{"lat":' })).toEqual([{ raw: null, payload: '{"lat":' }]);
  });
});
