import { jest } from '@jest/globals';
import request from 'supertest';
import { listFixes, listRejectedFixes } from '#store';
import {
  expectProblem,
  type IngestApp,
  listKept,
  startIngestApp,
  vehicleOf,
} from '../../../test/support/ingest-app.js';

const NOW = Date.parse('2026-01-25T18:00:00+09:00');
const MINUTE = 60_000;
const TOKEN = 'device-one-token-0001';
const OTHER_TOKEN = 'device-two-token-0002';

interface SentFix {
  at?: string | number | null;
  lat?: unknown;
  lng?: unknown;
  [more: string]: unknown;
}

/** A good fix, `minutes` before now. */
const fixBefore = (minutes: number, more: SentFix = {}): SentFix => ({
  at: new Date(NOW - minutes * MINUTE).toISOString(),
  lat: 36.561,
  lng: 136.656,
  ...more,
});

describe('POST /fixes', () => {
  let ingest: IngestApp;

  beforeAll(async () => {
    ingest = await startIngestApp(NOW, {
      vehicles: [vehicleOf('V1'), vehicleOf('V2')],
      devices: [
        { code: 'D1', token: TOKEN },
        { code: 'D2', token: OTHER_TOKEN },
      ],
      assignments: [
        { deviceCode: 'D1', vehicleCode: 'V1', fromAt: 0 },
        { deviceCode: 'D1', vehicleCode: 'V2', fromAt: NOW - 30 * MINUTE },
      ],
    });
  });
  beforeEach(() => ingest.clear());
  afterAll(() => ingest.stop());

  const http = (): ReturnType<typeof request> => request(ingest.app.getHttpServer());
  const postBatch = (body: unknown, token = TOKEN): request.Test =>
    http()
      .post('/fixes')
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  const fixesOf = (vehicleId: number) =>
    listFixes(ingest.database, { vehicleId, fromAt: 0, toAt: NOW + 60 * MINUTE });
  const rejectedOf = (deviceId: number) => listRejectedFixes(ingest.database, deviceId);

  const expectNothingKept = async (): Promise<void> => {
    expect(await listKept(ingest.database)).toEqual([]);
  };

  it('stores a batch with the times of the device, of sending and of receipt, and acknowledges it', async () => {
    const sentAt = '2026-01-25T17:59:58+09:00';
    const fix = fixBefore(1, {
      speedMps: 5.5,
      headingDeg: 90,
      accuracyM: 4,
      blade: true,
      workType: 'fresh_snow',
    });
    const response = await postBatch({ sentAt, fixes: [fix] });
    expect([response.status, response.body]).toEqual([200, { accepted: 1, duplicate: 0, rejected: [] }]);
    expect(await fixesOf(2)).toMatchObject([
      {
        deviceId: 1,
        fixAt: NOW - MINUTE,
        sentAt: Date.parse(sentAt),
        receivedAt: NOW,
        latE6: 36_561_000,
        lngE6: 136_656_000,
        speedMps: 5.5,
        headingDeg: 90,
        blade: true,
        spreader: null,
        workType: 'fresh_snow',
        seq: null,
      },
    ]);
  });

  it('credits the vehicle that the device was on at the time of the fix', async () => {
    await postBatch({ fixes: [fixBefore(31), fixBefore(30), fixBefore(29)] });
    expect((await fixesOf(1)).map((fix) => fix.fixAt)).toEqual([NOW - 31 * MINUTE]);
    expect((await fixesOf(2)).map((fix) => fix.fixAt)).toEqual([NOW - 30 * MINUTE, NOW - 29 * MINUTE]);
  });

  it('keeps the first receipt of a fix that is sent again', async () => {
    await postBatch({ fixes: [fixBefore(5, { seq: 7 })] });
    ingest.clock.at += 10 * MINUTE;
    const again = await postBatch({ fixes: [fixBefore(5, { seq: 7 }), fixBefore(4, { seq: 8 })] });
    expect(again.body).toEqual({ accepted: 1, duplicate: 1, rejected: [] });
    expect((await fixesOf(2)).map((fix) => [fix.seq, fix.receivedAt])).toEqual([
      [7, NOW],
      [8, NOW + 10 * MINUTE],
    ]);
  });

  it('takes an empty batch', async () => {
    expect((await postBatch({ fixes: [] })).body).toEqual({ accepted: 0, duplicate: 0, rejected: [] });
  });

  it.each([
    ['no time', fixBefore(1, { at: null }), 'time_missing'],
    ['a time without zone', fixBefore(1, { at: '2026-01-25T17:59:00' }), 'time_missing'],
    ['a future time', fixBefore(-6), 'time_in_future'],
    ['local time as UTC', fixBefore(-9 * 60 + 1), 'local_time_as_utc'],
    ['a time of 20 years ago', fixBefore(20 * 365 * 24 * 60), 'time_too_old'],
    ['no position', fixBefore(1, { lat: undefined }), 'position_missing'],
    ['NaN', fixBefore(1, { lat: 'NaN' }), 'position_not_a_number'],
    ['0/0', fixBefore(1, { lat: 0, lng: 0 }), 'position_zero'],
    ['a latitude of 136', fixBefore(1, { lat: 136.6, lng: 36.5 }), 'position_out_of_range'],
    ['400 km/h', fixBefore(1, { speedMps: 111 }), 'speed_out_of_range'],
    ['no fix at all', 'fix', 'unreadable'],
  ])('keeps %s as rejected, says what to do, and takes the rest', async (_name, bad, reason) => {
    const response = await postBatch({ fixes: [fixBefore(2), bad] });
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      accepted: 1,
      duplicate: 0,
      rejected: [{ index: 1, reason, detail: expect.stringMatching(/: .+\.$/) }],
    });
    expect(await rejectedOf(1)).toEqual([{ deviceId: 1, reason, raw: JSON.stringify(bad), receivedAt: NOW }]);
    expect(await fixesOf(2)).toHaveLength(1);
  });

  it('keeps a fix of a device without a vehicle', async () => {
    const response = await postBatch({ fixes: [fixBefore(1)] }, OTHER_TOKEN);
    expect(response.body.rejected).toMatchObject([{ index: 0, reason: 'no_vehicle' }]);
    expect(await rejectedOf(2)).toHaveLength(1);
  });

  it('refuses a request without a token', async () => {
    expectProblem(await http().post('/fixes').send({ fixes: [] }), 401, /token/);
  });

  it.each([
    ['truncated JSON', '{"fixes":[{"at":"2026-01-25T09:0'],
    ['no JSON', 'hello'],
    ['no body', ''],
    ['no list of fixes', '{"fix":{}}'],
    ['null', 'null'],
  ])('answers %s with 400 and keeps nothing', async (_name, body) => {
    expectProblem(await postBatch(body), 400, /nothing was kept: send \{"fixes":\[/);
    await expectNothingKept();
  });

  it('takes 1,000 fixes and refuses 1,001 whole', async () => {
    const fixes = Array.from({ length: 1_001 }, (_, index) => fixBefore(1, { seq: index }));
    expectProblem(await postBatch({ fixes }), 413, /1001 fixes; nothing was kept: send at most 1000/);
    await expectNothingKept();
    expect((await postBatch({ fixes: fixes.slice(1) })).body.accepted).toBe(1_000);
  });

  it('refuses a body of 10 MB', async () => {
    const response = await postBatch(`{"fixes":[],"padding":"${'x'.repeat(10_000_000)}"}`);
    expectProblem(response, 413, /over 1048576 bytes; nothing was kept/);
  });

  it('refuses an unknown token, and knows a phone that was loaded a moment ago', async () => {
    expectProblem(await postBatch({ fixes: [fixBefore(1)] }, 'a-new-phone-token-03'), 401, /npm run load/);
    await expectNothingKept();
    await ingest.load({
      devices: [{ code: 'D3', token: 'a-new-phone-token-03' }],
      assignments: [{ deviceCode: 'D3', vehicleCode: 'V1', fromAt: 0 }],
    });
    ingest.clock.at += 1_000;
    expect((await postBatch({ fixes: [fixBefore(1)] }, 'a-new-phone-token-03')).body.accepted).toBe(1);
  });

  it('sees an assignment that was loaded a moment ago', async () => {
    ingest.clock.at += 2_000;
    await ingest.load({ assignments: [{ deviceCode: 'D2', vehicleCode: 'V1', fromAt: 0 }] });
    expect((await postBatch({ fixes: [fixBefore(1)] }, OTHER_TOKEN)).body.accepted).toBe(1);
  });

  it('takes nothing while its clock is 10 minutes off the database’s, and says so', async () => {
    const realNow = Date.now;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() - 10 * MINUTE);
    await postBatch({ fixes: [] }, 'a-stranger-makes-it-look');
    const response = await postBatch({ fixes: [fixBefore(1)] });
    expectProblem(
      response,
      503,
      /The clock of this machine is 10 min behind the database's: set both by NTP/,
    );
    await expectNothingKept();
    clock.mockRestore();
    await postBatch({ fixes: [] }, 'another-stranger');
    expect((await postBatch({ fixes: [fixBefore(1)] })).body.accepted).toBe(1);
    await ingest.clear();
  });

  it('answers 503 with Retry-After while the fix log takes nothing, and keeps nothing', async () => {
    await ingest.stopLog();
    const response = await postBatch({ fixes: [fixBefore(1)] });
    expectProblem(response, 503, /^Nothing was kept, send it again later\. Nothing stores fixes yet: .*\.$/);
    expect(response.headers['retry-after']).toBe('5');
    await expectNothingKept();
  });
});
