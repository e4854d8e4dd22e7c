import { parseCsv } from '#documents';
import { stormOf } from './replay-storm.js';

const HEADER = 'truck,time_utc,lat,lon,odometer_mi\n';
const read = (text: string) => stormOf(parseCsv(Buffer.from(text), 'storm.csv'));

describe('recorded storm', () => {
  it('reads the fixes of each truck in order of time, equal ones once, and miles as metres', () => {
    const storm = read(
      `${HEADER}2,2020-02-20T03:13:06Z,43.0516,-76.1152,2\n1,2020-02-20T03:11:05Z,43.0,-76.0,1\n` +
        '2,2020-02-20T03:12:00Z,43.0,-76.0,1\n2,2020-02-20T03:13:06Z,43.0516,-76.1152,2\n',
    );
    expect([storm.rowCount, storm.fixCount]).toEqual([4, 3]);
    expect([storm.fromAt, storm.toAt].map((at) => new Date(at).toISOString())).toEqual([
      '2020-02-20T03:11:05.000Z',
      '2020-02-20T03:13:06.000Z',
    ]);
    expect(storm.trucks.map(({ code, fixes }) => [code, fixes.map((fix) => fix.odometerM)])).toEqual([
      ['2', [1_609.344, 3_218.688]],
      ['1', [1_609.344]],
    ]);
  });

  it.each([
    [
      'another header',
      'truck,time,lat,lon,odometer_mi\n',
      'storm.csv line 1, column 1: There is no column "time_utc"',
    ],
    ['a time that is none', `${HEADER}1,yesterday,43,-76,1\n`, 'line 2, column 2 "time_utc": "yesterday"'],
    ['a missing longitude', `${HEADER}1,2020-02-20T03:11:05Z,43,,1\n`, 'line 2, column 4 "lon"'],
  ])('names the place of %s', (_name, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
