import type { Fix } from '#domain';
import type { FixRecord } from '../fix-log.js';
import { asRejected, decodeRecord, encodeRecord, NewerRecordError } from './record-codec.js';

const FIX: Fix = {
  deviceId: 3,
  vehicleId: 7,
  fixAt: 1_769_300_000_123,
  seq: null,
  latE6: 36_561_234,
  lngE6: 136_656_789,
  speedMps: 5.25,
  headingDeg: 270.1,
  accuracyM: null,
  blade: true,
  spreader: null,
  workType: 'fresh_snow',
  isMock: true,
  sentAt: null,
  receivedAt: 1_769_300_001_000,
};
const fixRecord: FixRecord = { kind: 'fix', fix: FIX };
const decode = (text: string): FixRecord => decodeRecord(Buffer.from(text), 5);

describe('records of the log', () => {
  it('come back as they went in', () => {
    const rejected: FixRecord = {
      kind: 'rejected',
      rejected: { deviceId: 1, reason: 'time_missing', raw: '{"雪":"道"}', receivedAt: 9 },
    };
    for (const record of [fixRecord, rejected]) expect(decode(encodeRecord(record))).toEqual(record);
    const { isMock: _, ...before } = FIX;
    expect(decode(JSON.stringify({ v: 1, fix: before }))).toEqual({
      kind: 'fix',
      fix: { ...FIX, isMock: null },
    });
  });

  it.each([
    '',
    'GET / HTTP/1.1',
    '7',
    'null',
    '{}',
    '{"v":1}',
    '{"v":1,"fix":{"deviceId":1}}',
    '{"v":0,"fix":{}}',
    'a\0b',
  ])('that are none are kept as unreadable: %j', (text) => {
    expect(decode(text)).toEqual({
      kind: 'rejected',
      rejected: { deviceId: 0, reason: 'unreadable', raw: text.replace('\0', '\ufffd'), receivedAt: 5 },
    });
  });

  it('of a newer version are left alone with a sentence', () => {
    expect(() => decode('{"v":2,"fix":{}}')).toThrow(NewerRecordError);
    expect(() => decode('{"v":2}')).toThrow(/records of version 2.*start the newest version of tracks/);
  });

  it('that the store refuses are kept whole as rejected, once', () => {
    const refused = asRejected(fixRecord, new Error('out of range'));
    expect(refused).toMatchObject({ kind: 'rejected', rejected: { deviceId: 3, reason: 'unreadable' } });
    expect(JSON.parse((refused as Extract<FixRecord, { kind: 'rejected' }>).rejected.raw)).toEqual(FIX);
    expect(() => asRejected(refused, new Error('out of range'))).toThrow('out of range');
  });
});
