import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import { localDateOf } from '#domain';
import { makeReportsOf } from '#paperwork';
import { findReport, insertReportSteps, listFindings } from '#store';
import { FIVE_NIGHTS, numberOf } from '../support/five-nights.js';
import { NOW_AT, STREETS } from '../support/map-api-app.js';
import { type PaperApi, startPaperApi } from '../support/paper-api.js';
import { storeNight } from '../support/paper-world.js';

jest.setTimeout(120_000);

let api: PaperApi;
beforeAll(async () => {
  api = await startPaperApi({ nights: FIVE_NIGHTS });
});
afterAll(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const step = (who: string, reportNo: string, action: string, body: object) =>
  ask('post', `/reports/${reportNo}/${action}`, who).send(body);
/** P1 went on for two minutes after its night: what a phone sends late. */
const driveLater = async (reportNo: string): Promise<void> => {
  const { businessDate } = (await findReport(api.database, reportNo))!;
  const longer = FIVE_NIGHTS.find(({ fromAt }) => localDateOf(fromAt) === businessDate)!;
  await storeNight(api.database, STREETS, { ...longer, toAt: longer.toAt + 2 * 60_000 });
  const range = { fromDate: businessDate, toDate: businessDate };
  const parts = { database: api.database, network: STREETS };
  expect((await makeReportsOf(parts, { range, at: NOW_AT })).changed).toBe(1);
};

describe('a report', () => {
  const reportNo = numberOf('P1', '25');

  it('is corrected with a reason, confirmed once though sent twice, checked and approved', async () => {
    const correction = { kind: 'entries', entries: { operator: '架空 太郎', remarks: '=雪が重い' } };
    await step('d1', reportNo, 'correct', { seenSteps: 0, correction }).expect(400);
    await step('d1', reportNo, 'correct', { seenSteps: 0, reason: '記入漏れ', correction }).expect(200);
    const submit = () =>
      step('d1', reportNo, 'submit', { seenSteps: 1 }).set('idempotency-key', 'request-0001');
    const [one, two] = await Promise.all([submit(), submit()]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body).toEqual({ reportNo, state: 'submitted', revision: 1, steps: 2 });
    expect(two.body).toEqual(one.body);
    expect((await submit()).body).toEqual(one.body);
    await step('d1', reportNo, 'submit', { seenSteps: 2 }).set('idempotency-key', 'request-0001').expect(422);
    await step('city', reportNo, 'approve', { seenSteps: 2 }).expect(409);
    await step('city', reportNo, 'check', { seenSteps: 2 }).expect(200);
    const approved = await step('city', reportNo, 'approve', { seenSteps: 3 });
    expect(approved.body).toMatchObject({ state: 'approved', steps: 4 });
    const { body } = await ask('get', `/reports/${reportNo}`, 'c1').expect(200);
    expect(body.history.map(({ action, by }: { action: string; by: string }) => `${action} ${by}`)).toEqual([
      'correct d1',
      'submit d1',
      'check city',
      'approve city',
    ]);
    expect(body.history[0]).toMatchObject({
      reason: '記入漏れ',
      before: { operator: 'd1' },
      after: { operator: '架空 太郎' },
    });
  });

  it('says in Japanese which entry cannot be', async () => {
    const correction = { kind: 'entries', entries: { airTempC: 99 } };
    const body = { seenSteps: 0, reason: '記入', correction };
    const refused = await step('d1', numberOf('P1', '24'), 'correct', body).expect(400);
    expect(refused.body.detail).toMatch(/^「気温\(℃\)」は-60〜60 の数にしてください。 \/ "airTempC" must be/);
  });

  it('that two people act on at once is changed by one of them, and tells the other', async () => {
    const other = numberOf('P1', '24');
    const answers = await Promise.all([
      step('d1', other, 'submit', { seenSteps: 0 }),
      step('c1', other, 'submit', { seenSteps: 0 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.detail).toMatch(/読み直してからやり直してください。 \/ .*load it again/);
    expect((await findReport(api.database, other))!.history.length).toBe(1);
  });

  it('that late fixes changed is not approved, and goes back with a reason', async () => {
    const other = numberOf('P1', '24');
    await driveLater(other);
    await step('city', other, 'check', { seenSteps: 1 }).expect(200);
    const { body } = await step('city', other, 'approve', { seenSteps: 2 }).expect(409);
    expect(body.detail).toContain('作業の記録が変わりました');
    await step('city', other, 'return', { seenSteps: 2, reason: '' }).expect(400);
    const before = (await findReport(api.database, other))!;
    const returned = await step('city', other, 'return', { seenSteps: 2, reason: '測位が増えた' }).expect(
      200,
    );
    expect(returned.body).toMatchObject({ state: 'returned', steps: 4 });
    const { body: seen } = await ask('get', `/reports/${other}`, 'd1');
    expect(seen).toMatchObject({ state: 'returned', isChanged: false });
    expect(seen.totals.workS).toBeGreaterThan(before.totals.workS);
    await step('d1', other, 'submit', { seenSteps: 4 }).expect(200);
  });

  it('keeps a photo by its hash, for those who may see the report', async () => {
    const other = numberOf('P2', '25');
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const hash = createHash('sha256').update(photo).digest('hex');
    const put = (name: string, bytes: Buffer) =>
      ask('put', `/reports/${other}/photos/${name}`, 'c2').set('content-type', 'image/jpeg').send(bytes);
    await put(hash, photo).expect(200);
    await put(hash, photo).expect(200);
    await put('0'.repeat(64), photo).expect(400);
    await put(hash, Buffer.from('<script>')).expect(415);
    await put(hash, Buffer.alloc(1_100_000, 255)).expect(413);
    await ask('get', `/reports/${other}/photos/${hash}`, 'city').expect(404);
    const correction = { kind: 'entries', entries: { photos: [{ id: hash, moment: 'after' }] } };
    await step('c2', other, 'correct', { seenSteps: 0, reason: '写真を追加', correction }).expect(200);
    const got = await ask('get', `/reports/${other}/photos/${hash}`, 'city').expect(200);
    expect([got.headers['content-type'], Buffer.compare(got.body, photo)]).toEqual(['image/jpeg', 0]);
    await ask('get', `/reports/${other}/photos/${hash}`, 'c1').expect(404);
  });
});

describe('many reports', () => {
  it('are approved at once where nothing is found of them; others say why not', async () => {
    const [standing, clean, draft] = [numberOf('P1', '23'), numberOf('P1', '22'), numberOf('P1', '24')];
    for (const reportNo of [standing, clean])
      await step('d1', reportNo, 'submit', { seenSteps: 0 }).expect(200);
    const reports = [standing, clean, draft].map((reportNo) => ({ reportNo, seenSteps: 1 }));
    const { body } = await ask('post', '/approvals', 'city').send({ reports }).expect(200);
    expect(body).toMatchObject({ approved: [clean] });
    expect(body.refused.map((each: { reportNo: string }) => each.reportNo)).toEqual([standing, draft]);
    expect(body.refused[0].detail).toContain('判断していない指摘');
    expect((await findReport(api.database, clean))!.history.map(({ action }) => action)).toEqual([
      'submit',
      'check',
      'approve',
    ]);
  });

  it('a decision with a reason settles a finding', async () => {
    const reportNo = numberOf('P1', '23');
    const [found] = await listFindings(api.database, { reportNos: [reportNo] });
    const decide = (who: string, body: object) =>
      ask('post', '/decisions', who).send({ findingId: found.finding.id, ...body });
    await decide('city', { decision: 'pay', reason: ' ' }).expect(400);
    await decide('pref', { decision: 'pay', reason: '見えない' }).expect(404);
    await decide('city', { decision: 'pay', reason: '踏切で待った' }).expect(200);
    const { body } = await ask('post', '/approvals', 'city').send({ reports: [{ reportNo, seenSteps: 1 }] });
    expect(body).toEqual({ approved: [reportNo], refused: [] });
  });

  it('an approved report is not corrected, a revision is', async () => {
    const reportNo = numberOf('P1', '23');
    const report = (await findReport(api.database, reportNo))!;
    const correction = { kind: 'entries', entries: { remarks: '後から' } };
    const steps = report.history.length;
    await step('d1', reportNo, 'correct', { seenSteps: steps, reason: '直す', correction }).expect(409);
    await step('c1', reportNo, 'revise', { seenSteps: steps, reason: '時刻の誤り' }).expect(200);
    await step('d1', reportNo, 'correct', { seenSteps: steps + 1, reason: '直す', correction }).expect(200);
    expect((await findReport(api.database, reportNo))!.revision).toBe(2);
    expect(await insertReportSteps(api.database, [report], NOW_AT)).toEqual([reportNo]);
  });
});
