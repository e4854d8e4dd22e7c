import { jest } from '@jest/globals';
import { releaseSettlementOf, settlePeriod } from '#paperwork';
import { listPaymentSteps, replaceFindings } from '#store';
import { NOW_AT, STREETS } from '../support/map-api-app.js';
import { PAYABLE_AT, type PaperApi, PERIOD } from '../support/paper-api.js';
import { startTwoClients } from '../support/two-clients.js';

jest.setTimeout(120_000);

const REPORT_NO = 'N20260125-P1-K-C1';
const STAMP = { by: 'city', at: PAYABLE_AT };
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]);
const FINDING = {
  id: `long_standstill ${REPORT_NO}`,
  code: 'long_standstill' as const,
  ja: '停止が続いています。',
  en: 'It stood still.',
  startAt: NOW_AT,
  endAt: NOW_AT + 1,
  machineCodes: ['P1'],
  reportNos: [REPORT_NO],
  blocks: false,
  evidence: {},
};

/** The papers of contract K-C1 (city and C1): report, finding, settlement, invoice and payment step. */
let api: PaperApi;
let invoiceNo: string;
let stepNo: number;
beforeAll(async () => {
  api = await startTwoClients({ isTwin: false });
  const { database } = api;
  const parts = { database, network: STREETS };
  for (const [action, who] of Object.entries({ submit: 'd1', check: 'city', approve: 'city' }))
    await step(who, action).expect(200);
  const order = { contractId: 'K-C1', period: PERIOD, withoutUnapproved: true };
  await settlePeriod(parts, order, STAMP);
  const key = { contractId: 'K-C1', period: PERIOD, version: 1 };
  invoiceNo = (await releaseSettlementOf(parts, key, STAMP)).invoice!.invoiceNo;
  await ask('post', DEADLINE, 'city').send({ kind: 'completion_noticed', on: '2026-01-26' }).expect(200);
  stepNo = (await listPaymentSteps(database, 'K-C1', PERIOD))[0].serial;
  const place = { stage: 'report', businessDate: '2026-01-25' } as const;
  await database.transaction((tx) => replaceFindings(tx, place, [FINDING], NOW_AT));
});
afterAll(() => api?.stop());

const DEADLINE = `/deadlines/K-C1/${PERIOD}`;
let seenSteps = 0;
const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const step = (who: string, action: string) =>
  ask('post', `/reports/${REPORT_NO}/${action}`, who).send({ seenSteps: seenSteps++ });

const correction = { kind: 'entries', entries: { remarks: 'x' } };
const onReport = (action: string, more: object = {}) => ({
  url: `/reports/${REPORT_NO}/${action}`,
  body: { seenSteps: 4, reason: '確認', ...more },
});

interface ForeignWrite {
  /** Whom the route is for, but not this paper. */
  readonly who: readonly string[];
  readonly url: string;
  readonly body: object | string;
}

/** What the other client, contractor and driver ask of K-C1's papers; whoever adds a writing route adds it here. */
const foreignWrites = (): Readonly<Record<string, ForeignWrite>> => ({
  'POST /api/reports/:reportNo/submit': { who: ['c2', 'd2'], ...onReport('submit') },
  'POST /api/reports/:reportNo/correct': { who: ['c2', 'd2'], ...onReport('correct', { correction }) },
  'POST /api/reports/:reportNo/check': { who: ['pref'], ...onReport('check') },
  'POST /api/reports/:reportNo/approve': { who: ['pref'], ...onReport('approve') },
  'POST /api/reports/:reportNo/return': { who: ['pref'], ...onReport('return') },
  'POST /api/reports/:reportNo/revise': { who: ['c2', 'pref'], ...onReport('revise') },
  'POST /api/decisions': {
    who: ['pref'],
    url: '/decisions',
    body: { findingId: FINDING.id, decision: 'pay', reason: '確認' },
  },
  'POST /api/settlements/:contractId/:period/release': {
    who: ['pref'],
    url: `/settlements/K-C1/${PERIOD}/release`,
    body: { version: 1 },
  },
  'POST /api/invoices/:invoiceNo/reissue': {
    who: ['c2'],
    url: `/invoices/${invoiceNo}/reissue`,
    body: { reason: '口座番号の誤り' },
  },
  'POST /api/deadlines/:contractId/:period': {
    who: ['pref'],
    url: DEADLINE,
    body: { kind: 'inspected', on: '2026-01-26' },
  },
  'POST /api/deadlines/:contractId/:period/taken-back': {
    who: ['pref'],
    url: `${DEADLINE}/taken-back`,
    body: { step: stepNo, reason: '誤記' },
  },
});
/** Tried by tests of their own: they name papers in their bodies, or a photo. */
const APART = [
  'PUT /api/reports/:reportNo/photos/:hash',
  'POST /api/approvals',
  'POST /api/settlements/runs',
  'POST /api/work-states',
];
/** What happens in the night is of no client or contractor; signing in is of nobody yet. */
const OF_NOBODY = ['storms', 'snowfalls', 'dispatch-orders', 'session'].map((name) => `POST /api/${name}`);

/** Every row that a person's request may add. */
const written = async (): Promise<unknown> => {
  const tables = ['report_step', 'photo', 'finding_decision', 'settlement', 'settlement_release', 'invoice'];
  const counts = [...tables, 'payment_step', 'payment_step_taken_back', 'answered_request', 'work_state'].map(
    (table) => `(SELECT count(*) FROM ${table}) AS ${table}`,
  );
  return (await api.database.query(`SELECT ${counts.join(', ')}`))[0];
};

describe('a writing route', () => {
  it('stands in the tables of this test', () => {
    const writing = api.routes
      .filter(({ method, url }) => ['POST', 'PUT', 'PATCH'].includes(method) && url.startsWith('/api/'))
      .map(({ method, url }) => `${method} ${url}`);
    expect(writing.sort()).toEqual([...Object.keys(foreignWrites()), ...APART, ...OF_NOBODY].sort());
  });

  it('knows nothing of the papers of another client or contractor, and changes none', async () => {
    const before = await written();
    for (const [name, { who, url, body }] of Object.entries(foreignWrites()))
      for (const each of who) {
        const { status } = await ask('post', url, each).send(body);
        expect([name, each, status]).toEqual([name, each, 404]);
      }
    expect(await written()).toEqual(before);
  });

  it('takes neither photos nor buttons of another machine', async () => {
    const before = await written();
    for (const who of ['c2', 'd2'])
      await ask('put', `/reports/${REPORT_NO}/photos/${'0'.repeat(64)}`, who)
        .set('content-type', 'image/jpeg')
        .send(PHOTO)
        .expect(404);
    const pressed = { vehicle: 'P1', at: '2026-01-25T21:10:00+09:00', activity: 'break' };
    await ask('post', '/work-states', 'd2').send(pressed).expect(400);
    expect(await written()).toEqual(before);
  });

  it('approves and settles nothing of another client, whatever a request names', async () => {
    const before = await written();
    const { body } = await ask('post', '/approvals', 'pref')
      .send({ reports: [{ reportNo: REPORT_NO, seenSteps: 4 }] })
      .expect(200);
    const refused = [{ reportNo: REPORT_NO, detail: expect.stringContaining('ありません') }];
    expect(body).toEqual({ approved: [], refused });
    const run = { period: PERIOD, contractIds: ['K-C1'] };
    expect((await ask('post', '/settlements/runs', 'pref').send(run).expect(202)).body).toMatchObject({
      total: 0,
    });
    expect(await written()).toEqual(before);
  });
});
