import { jest } from '@jest/globals';
import { DEFAULT_PAYMENT_TERMS } from '#domain';
import { settlePeriod } from '#paperwork';
import { findContract, saveContract } from '#store';
import type { DeadlineRow } from '#wire';
import { NOW_AT, STREETS } from '../support/map-api-app.js';
import { type PaperApi, PERIOD } from '../support/paper-api.js';
import { startTwoClients } from '../support/two-clients.js';

jest.setTimeout(120_000);

const STAMP = { by: 'test', at: NOW_AT };
const URL = `/deadlines/K-C1/${PERIOD}`;
const RECEIVED = [
  { kind: 'completion_noticed', on: '2026-02-02' },
  { kind: 'inspected', on: '2026-02-06' },
  { kind: 'invoice_received', on: '2026-02-09' },
];

let api: PaperApi;
beforeEach(async () => {
  api = await startTwoClients({ isTwin: false });
  const parts = { database: api.database, network: STREETS };
  for (const contractId of ['K-C1', 'L-C1'])
    await settlePeriod(parts, { contractId, period: PERIOD, withoutUnapproved: true }, STAMP);
  // The evening of 27 February in London, the morning of the 28th in Japan.
  api.clock.at = Date.parse('2026-02-27T20:00:00Z');
});
afterEach(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const record = (body: object, who = 'city') => ask('post', URL, who).send(body);
const takeBack = (body: object, who = 'city', url = URL) => ask('post', `${url}/taken-back`, who).send(body);
const rowFor = async (who: string, contractId = 'K-C1'): Promise<DeadlineRow> =>
  (await ask('get', '/deadlines', who).expect(200)).body.find(
    (row: DeadlineRow) => row.contractId === contractId,
  );
const received = async (): Promise<void> => {
  for (const step of RECEIVED) await record(step).expect(200);
};

describe('legal deadlines', () => {
  it('follow from what is recorded', async () => {
    await received();
    await record({ kind: 'refused', on: '2026-02-10' }).expect(400);
    await record({ kind: 'inspected', on: 'soon' }).expect(400);
    await record({ kind: 'inspected', on: '2026-02-30' }).expect(400);
    expect(await rowFor('c1')).toMatchObject({
      contractId: 'K-C1',
      inspectBy: { date: '2026-02-12' },
      payBy: { date: '2026-03-11' },
      faults: [],
      isPaid: false,
    });
    await record({ kind: 'refused', on: '2026-02-10', reason: '金額の誤り', isGross: true }).expect(200);
    await record({ kind: 're_received', on: '2026-02-12' }).expect(200);
    expect((await rowFor('c1')).payBy!.date).toBe('2026-03-14');
    const contract = (await findContract(api.database, 'K-C1'))!;
    const payment = { ...DEFAULT_PAYMENT_TERMS, isWorks: true };
    await saveContract(api.database, { ...contract, payment }, STAMP);
    expect((await rowFor('c1')).payBy!.date).toBe('2026-03-24');
  });
});

describe('a step of a payment', () => {
  it('is not after today in Japan, nor before what it follows', async () => {
    const refusals = async (steps: readonly object[]): Promise<string[]> => {
      const told: string[] = [];
      for (const step of steps) {
        const { status, body } = await record(step);
        told.push(`${status} ${body.detail}`);
      }
      return told;
    };
    await record(RECEIVED[0]).expect(200);
    const early = await refusals([
      { kind: 'inspected', on: '2026-02-01' },
      { kind: 'inspected', on: '2026-03-01' },
      { kind: 'invoice_received', on: '2026-02-09' },
      { kind: 'paid', on: '1999-01-01' },
    ]);
    expect(early).toEqual([
      expect.stringMatching(/^400 検査の日が完了通知の日より前です/),
      expect.stringMatching(/^400 今日より後の日付は記録できません/),
      expect.stringMatching(/^400 検査の終了前に受け取った請求書/),
      expect.stringMatching(/^400 支払は、請求書の受理/),
    ]);
    for (const step of RECEIVED.slice(1)) await record(step).expect(200);
    await record({ kind: 'refused', on: '2026-02-10', reason: '金額の誤り' }).expect(200);
    // What was sent back is not paid until it is there again.
    expect(await refusals([{ kind: 'paid', on: '2026-02-20' }])).toEqual([
      expect.stringMatching(/^400 支払は/),
    ]);
    await record({ kind: 're_received', on: '2026-02-12' }).expect(200);
    expect(await refusals([{ kind: 'paid', on: '2026-02-11' }])).toEqual([
      expect.stringMatching(/^400 支払は/),
    ]);
    expect((await rowFor('city')).isPaid).toBe(false);
    await record({ kind: 'paid', on: '2026-02-28' }).expect(200);
    expect(await rowFor('city')).toMatchObject({ isPaid: true, faults: [] });
  });

  it('is taken back with a reason, once, and stays to be read', async () => {
    await received();
    await record({ kind: 'paid', on: '2026-02-20' }).expect(200);
    const step = (await rowFor('city')).steps.find(({ kind }) => kind === 'paid')!.no;
    await takeBack({ step, reason: ' ' }).expect(400);
    await takeBack({ step, reason: '別の契約の支払' }).expect(200);
    await takeBack({ step, reason: '別の契約の支払' }).expect(409);
    const row = await rowFor('c1');
    expect(row).toMatchObject({ isPaid: false, payBy: { date: '2026-03-11' } });
    expect(row.steps.map(({ kind, takenBack }) => [kind, takenBack])).toEqual([
      ...RECEIVED.map(({ kind }) => [kind, null]),
      ['paid', { reason: '別の契約の支払', by: 'city' }],
    ]);
    const paidAgain = { kind: 'paid', on: '2026-02-24' };
    // A second tap adds nothing.
    for (const answer of await Promise.all([record(paidAgain), record(paidAgain)]))
      expect(answer.status).toBe(200);
    const { isPaid, steps } = await rowFor('c1');
    expect([isPaid, steps.length]).toEqual([true, 5]);
  });

  it('is taken back in its own settlement only', async () => {
    await record(RECEIVED[0]).expect(200);
    const step = (await rowFor('city')).steps[0].no;
    await takeBack({ step, reason: '誤記' }, 'pref').expect(404);
    const ofSeason = await takeBack({ step, reason: '誤記' }, 'city', '/deadlines/K-C1/season').expect(404);
    expect(ofSeason.body.detail).toContain('契約「K-C1」の 年度末 の精算はありません');
    await takeBack({ step, reason: '誤記' }, 'pref', `/deadlines/L-C1/${PERIOD}`).expect(404);
    expect((await rowFor('city')).steps[0].takenBack).toBeNull();
  });
});
