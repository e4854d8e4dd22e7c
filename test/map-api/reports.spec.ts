import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import request from 'supertest';
import { localDateOf } from '#domain';
import { makeReportsOf } from '#paperwork';
import {
  findContract,
  findReport,
  insertReportSteps,
  listFindings,
  saveContract,
  saveRegister,
} from '#store';
import type { MachineRow } from '#wire';
import { collectBytes } from '../support/collect-bytes.js';
import type { Night } from '../support/driven-night.js';
import { HOUR_MS, type MapApiApp, NOW_AT, REGISTER, STREETS, startMapApi } from '../support/map-api-app.js';
import { type PaperWorld, storeAccounts, storeNight, storeNights, tokenOf } from '../support/paper-world.js';

jest.setTimeout(120_000);

let api: MapApiApp;
let world: PaperWorld;
const EVENING = NOW_AT - 9 * HOUR_MS;

const night = (vehicle: string, days: number, standingMin = 0): Night => ({
  vehicle,
  roads: ['本通り', '細道', '高しきい通り'],
  fromAt: EVENING - days * 24 * HOUR_MS,
  toAt: EVENING - days * 24 * HOUR_MS + HOUR_MS,
  standingMin,
});
const nights = [night('P1', 0), night('P1', 1), night('P1', 2, 20), night('P1', 3), night('P2', 0)];

beforeAll(async () => {
  api = await startMapApi();
  const [first, second] = REGISTER.vehicles;
  const register = {
    ...REGISTER,
    authorities: [...REGISTER.authorities, { code: 'I', name: '試験県', kind: 'prefecture' as const }],
    contractors: [...REGISTER.contractors, { code: 'C2', name: '𠮷髙土木' }],
    vehicles: [first, { ...second, contractorCode: 'C2', plateNo: '金沢 100 あ 5678' }],
  };
  await api.database.transaction((tx) => saveRegister(tx, register));
  await api.caughtUp();
  await storeAccounts(api.database, {
    d1: { role: 'driver', vehicleCodes: ['P1'] },
    c1: { role: 'contractor', contractorCode: 'C1' },
    c2: { role: 'contractor', contractorCode: 'C2' },
    city: {},
    pref: { authorityCode: 'I' },
    audit: { role: 'auditor' },
  });
  world = await storeNights(api.database, STREETS, { clientCode: 'K', nights, at: NOW_AT });
});
afterAll(() => api?.stop());

const ask = (method: 'get' | 'post' | 'put', url: string, who: string): request.Test =>
  request(api.app.getHttpServer())
    [method](`/api${url}`)
    .set('authorization', `Bearer ${tokenOf(who)}`);
const numberOf = (vehicle: string, day: string): string =>
  `N202601${day}-${vehicle}-K-${vehicle === 'P1' ? 'C1' : 'C2'}`;
const step = (who: string, reportNo: string, action: string, body: object) =>
  ask('post', `/reports/${reportNo}/${action}`, who).send(body);
/** P1 went on for two minutes after its night: what a phone sends late. */
const driveLater = async (reportNo: string): Promise<void> => {
  const { businessDate } = (await findReport(api.database, reportNo))!;
  const longer = nights.find(({ fromAt }) => localDateOf(fromAt) === businessDate)!;
  await storeNight(api.database, STREETS, { ...longer, toAt: longer.toAt + 2 * 60_000 });
  const range = { fromDate: businessDate, toDate: businessDate };
  const parts = { database: api.database, network: STREETS };
  expect((await makeReportsOf(parts, { range, at: NOW_AT })).changed).toBe(1);
};
const listedBy = async (who: string): Promise<string[]> =>
  (await ask('get', '/reports', who).expect(200)).body.rows.map((row: { reportNo: string }) => row.reportNo);

describe('reports are read', () => {
  it('by everybody within his own scope', async () => {
    const all = world.reports.map(({ reportNo }) => reportNo);
    expect(all.length).toBe(5);
    const own = all.filter((reportNo) => reportNo.includes('-P1-'));
    expect((await listedBy('city')).sort()).toEqual([...all].sort());
    expect((await listedBy('audit')).length).toBe(5);
    expect((await listedBy('c1')).sort()).toEqual([...own].sort());
    expect((await listedBy('d1')).sort()).toEqual([...own].sort());
    expect(await listedBy('c2')).toEqual([numberOf('P2', '25')]);
    expect(await listedBy('pref')).toEqual([]);
    for (const url of ['', '/track', '/photos/x'])
      await ask('get', `/reports/${numberOf('P1', '25')}${url}`, 'c2').expect(404);
    await step('c2', numberOf('P1', '25'), 'submit', { seenSteps: 0 }).expect(404);
    await step('pref', numberOf('P1', '25'), 'check', { seenSteps: 0 }).expect(404);
  });

  it('with names, dispatches, lines and totals', async () => {
    const { body } = await ask('get', `/reports/${numberOf('P1', '25')}`, 'd1').expect(200);
    expect(body).toMatchObject({
      state: 'draft',
      steps: 0,
      businessDate: '2026-01-25',
      contractor: { code: 'C1', name: '北雪建設' },
      client: { code: 'K', name: '試験市' },
      plateNo: '金沢 100 あ 1234',
      totals: { workS: 3600, timeBandS: { 夜間: 3600 } },
    });
    expect(body.dispatches[0].lines.map((line: { routeName: string }) => line.routeName)).toEqual([
      '本通り',
      '細道',
      '高しきい通り',
    ]);
  });

  it('as lines on the roads around them', async () => {
    const { body } = await ask('get', `/reports/${numberOf('P1', '25')}/track`, 'd1').expect(200);
    expect(body.lines[0]).toMatchObject({ activity: 'work' });
    expect(body.bounds[0]).toBeCloseTo(136.65, 3);
    expect(body.roads.length).toBe(STREETS.segmentCount);
  });

  it('as PDF, by those who may read them', async () => {
    const url = `/exports/reports/${numberOf('P1', '25')}/pdf`;
    const { body, headers } = await ask('get', url, 'd1').buffer(true).parse(collectBytes).expect(200);
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(decodeURIComponent(headers['content-disposition'])).toContain('日報_N20260125-P1-K-C1_第1版.pdf');
    await ask('get', url, 'c2').expect(404);
    await ask('get', url, 'pref').expect(404);
  });

  it('not with a filter that means nothing', async () => {
    await ask('get', '/reports?from=yesterday', 'city').expect(400);
    await ask('get', '/reports?states=gone', 'city').expect(400);
    expect((await ask('get', '/reports?machine=P2&states=draft', 'city').expect(200)).body.rows.length).toBe(
      1,
    );
  });
});

describe('machines', () => {
  it('are seen by their contractor and by clients that have to do with them, with device and newest report', async () => {
    const seenBy = async (who: string) => (await ask('get', '/machines', who).expect(200)).body;
    const codesOf = async (who: string): Promise<string[]> =>
      (await seenBy(who)).map(({ machine }: MachineRow) => machine.code);
    expect(await codesOf('city')).toEqual(['P1', 'P2']);
    expect(await codesOf('c2')).toEqual(['P2']);
    expect(await codesOf('pref')).toEqual([]);
    await ask('get', '/machines', 'd1').expect(403);
    const [row] = await seenBy('c1');
    expect(row).toMatchObject({
      machine: { code: 'P1', name: 'P1号車' },
      machineType: '除雪ドーザ',
      machineSpec: '11t級',
      ownership: 'contractor_owned',
      plateNo: '金沢 100 あ 1234',
      fixAt: null,
      silentSince: null,
      lastReport: { reportNo: numberOf('P1', '25'), businessDate: '2026-01-25', state: 'draft' },
    });
    expect(row.devices).toContain('D1');
    // The prefecture has a contract for one of them now.
    const contract = (await findContract(api.database, 'K-C2'))!;
    const other = {
      ...contract,
      id: 'I-C2',
      clientCode: 'I',
      owners: [{ authorityCode: 'I', standbyShare: 1 }],
    };
    await saveContract(api.database, other, { by: 'test', at: NOW_AT });
    expect(await seenBy('pref')).toMatchObject([{ machine: { code: 'P2' }, lastReport: null }]);
  });
});

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
      before: { operator: null },
      after: { operator: '架空 太郎' },
    });
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
    await step('city', other, 'return', { seenSteps: 2, reason: '測位が増えた' }).expect(200);
    expect((await ask('get', `/reports/${other}`, 'd1')).body).toMatchObject({
      state: 'returned',
      isChanged: true,
    });
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
