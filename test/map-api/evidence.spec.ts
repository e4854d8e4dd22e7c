import { jest } from '@jest/globals';
import request from 'supertest';
import { type Fix, fixKey, NO_WORK_HISTORY, type Pass, passesOfTrack, SegmentIndex } from '#domain';
import { asStored, insertFixes, insertPasses, upsertTracks } from '#store';
import type { SegmentDetail, SegmentEvidence } from '#wire';
import { type MapApiApp, NOW_AT, STAFF_TOKEN, STREETS, startMapApi } from '../support/map-api-app.js';

jest.setTimeout(60_000);

let api: MapApiApp;
let passes: Pass[];
const STARTED_AT = NOW_AT - 600_000;

/** Along the main street, east, at 6 m/s with the blade down. */
const drive: Fix[] = Array.from({ length: 18 }, (_, i) => ({
  ...{ deviceId: 1, vehicleId: 1, fixAt: STARTED_AT + i * 5_000, seq: i },
  ...{ latE6: 36_560_000 + (i % 3) * 20, lngE6: 136_650_050 + i * 335 },
  ...{ speedMps: 6, headingDeg: 90, accuracyM: null, blade: true, spreader: false, workType: null },
  ...{ isMock: null, sentAt: null, receivedAt: STARTED_AT + i * 5_000 },
}));

beforeAll(async () => {
  api = await startMapApi();
  passes = passesOfTrack(new SegmentIndex(STREETS), drive, NO_WORK_HISTORY);
  const rows = drive.map((fix, position) => ({ fix: asStored(fix, fixKey(fix)), position }));
  const track = { vehicleId: 1, startedAt: STARTED_AT, endedAt: drive.at(-1)!.fixAt, closed: true };
  await api.database.transaction(async (tx) => {
    await insertFixes(tx, rows);
    await upsertTracks(tx, [track]);
    await insertPasses(tx, passes);
  });
});

afterAll(() => api?.stop());

const get = (url: string): request.Test =>
  request(api.app.getHttpServer())
    .get(url)
    .set({ authorization: `Bearer ${STAFF_TOKEN}` });
const evidenceOf = async (url: string): Promise<SegmentEvidence> =>
  (await get(url).expect(200)).body as SegmentEvidence;

describe('the evidence of a pass', () => {
  it('is made again from the stored fixes and agrees with every stored pass', async () => {
    expect(passes.length).toBeGreaterThan(3);
    for (const pass of passes) {
      const { body } = await get(`/api/segments/${pass.segment}`).expect(200);
      const [listed] = (body as SegmentDetail).passes;
      const query = `vehicleId=${listed.vehicleId}&enteredAt=${encodeURIComponent(listed.enteredAt)}`;
      const evidence = await evidenceOf(`/api/segments/${pass.segment}/evidence?${query}`);
      expect(evidence).toMatchObject({ agrees: true, pass: listed, workSource: 'input' });
      expect(await evidenceOf(`/api/segments/${pass.segment}/evidence`)).toEqual(evidence);
    }
  });

  it('shows the fixes, the path, the probabilities and the rules', async () => {
    const { segment, coveredCm } = passes[2];
    const { fixes, path, words, visit } = await evidenceOf(`/api/segments/${segment}/evidence`);
    expect(fixes.length).toBeGreaterThan(3);
    expect(fixes.length).toBeLessThan(drive.length);
    expect(fixes[0]).toMatchObject({ verdict: 'used', blade: true, lat: expect.closeTo(36.56, 3) });
    expect(path.map(({ name }) => name)).toEqual(path.map(() => '本通り'));
    expect(path.every(({ confidence }) => confidence > 0.9 && confidence <= 1)).toBe(true);
    expect(visit).toEqual({ passes: 1, coveredM: coveredCm / 100, isEnough: true });
    expect(words.map(({ ja }) => ja).join('')).toMatch(/「本通り」.*ブレード.*80 % 以上なので除雪済とする/);
    expect(words.every(({ en }) => en.length > 10)).toBe(true);
  });

  it('says when the stored pass is not what the fixes give now', async () => {
    const { segment, enteredAt } = passes[1];
    await api.database.query('UPDATE pass SET covered_cm = covered_cm - 100 WHERE segment = $1', [segment]);
    expect(await evidenceOf(`/api/segments/${segment}/evidence`)).toMatchObject({ agrees: false });
    await api.database.query("UPDATE pass SET entered_at = entered_at - interval '1 s' WHERE segment = $1", [
      segment,
    ]);
    const { body } = await get(`/api/segments/${segment}/evidence`).expect(409);
    expect(body.detail).toMatch(/being matched again/);
    const at = new Date(enteredAt).toISOString();
    await get(`/api/segments/${segment}/evidence?vehicleId=1&enteredAt=${at}`).expect(404);
  });

  it.each([
    ['evidence', 404, /has no such pass/],
    ['evidence?enteredAt=today', 400, /enteredAt must be ISO 8601/],
  ])('answers %s with %i', async (query, status, sentence) => {
    const { body } = await get(`/api/segments/${STREETS.segmentCount - 1}/${query}`).expect(status);
    expect(body.detail).toMatch(sentence);
  });

  it('says that the fixes are not kept any more', async () => {
    const { segment } = passes[3];
    await api.database.query('DELETE FROM fix WHERE fix_at = to_timestamp($1::float8 / 1000)', [STARTED_AT]);
    const { body } = await get(`/api/segments/${segment}/evidence`).expect(404);
    expect(body.detail).toMatch(/not kept any more/);
  });

  it('stands in the OpenAPI document', async () => {
    const { body } = await get('/api/docs-json').expect(200);
    expect(body.paths['/api/segments/{segment}/evidence'].get.summary).toMatch(/Why a pass is one/);
  });
});
