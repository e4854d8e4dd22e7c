import { jest } from '@jest/globals';
import { unzipSync } from 'fflate';
import { SETTLEMENT_RULES_VERSION } from '#domain';
import { findContract, saveContract } from '#store';
import type { SettlementRun } from '#wire';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import { collectBytes } from '../support/collect-bytes.js';
import type { Night } from '../support/driven-night.js';
import { HOUR_MS, NOW_AT, STREETS } from '../support/map-api-app.js';
import { EVENING, PAYABLE_AT, type PaperApi, PERIOD, startPaperApi } from '../support/paper-api.js';
import { storeNight } from '../support/paper-world.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(120_000);

const MACHINE = { code: 'P1', name: 'P1号車' };
const night = (vehicle: string, road: string): Night => ({
  vehicle,
  roads: [road],
  fromAt: EVENING,
  toAt: EVENING + HOUR_MS,
});

let api: PaperApi;
beforeAll(async () => {
  api = await startPaperApi({ nights: [night('P1', '本通り'), night('P2', '高しきい通り')] });
});
afterAll(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const run = async (body: object): Promise<SettlementRun> => {
  await ask('post', '/settlements/runs', 'city').send(body).expect(202);
  const newest = async (): Promise<SettlementRun> => (await ask('get', '/settlements/runs', 'city')).body[0];
  await waitUntil(async () => (await newest()).isOver, { what: 'the run to end' });
  return newest();
};
const outcomeOf = ({ outcomes }: SettlementRun, contractId: string) =>
  outcomes.find((outcome) => outcome.contractId === contractId)!;

describe('a settlement run', () => {
  it('says of each contract how much, or why not', async () => {
    const refused = await run({ period: PERIOD });
    expect([refused.done, refused.total]).toEqual([2, 2]);
    expect(outcomeOf(refused, 'K-C1').detail).toMatch(/承認してから精算してください.* \/ .*approve it/);
    const reportNo = 'N20260125-P1-K-C1';
    await ask('post', `/reports/${reportNo}/submit`, 'd1').send({ seenSteps: 0 }).expect(200);
    const approval = await ask('post', '/approvals', 'city').send({ reports: [{ reportNo, seenSteps: 1 }] });
    expect(approval.body).toEqual({ approved: [reportNo], refused: [] });
    const settled = await run({ period: PERIOD, withoutUnapproved: true });
    // An hour of the holiday's evening band, 20:59 to 21:59 counted as 21:00–22:00 (invented yen of the contract).
    expect(outcomeOf(settled, 'K-C1')).toMatchObject({
      version: 1,
      totalYen: 13_505,
      detail: null,
      leftOut: [],
    });
    const leftOut = [
      {
        reportNo: 'N20260125-P2-K-C2',
        ja: expect.stringContaining('承認されていません(作成中)'),
        en: expect.stringContaining('is draft, not approved: approve it and settle again'),
      },
    ];
    expect(outcomeOf(settled, 'K-C2')).toMatchObject({ totalYen: 0, leftOut });
    const detail = (await ask('get', `/settlements/K-C2/${PERIOD}`, 'c2').expect(200)).body;
    expect(detail).toMatchObject({ totalYen: 0, leftOut });
    await ask('post', '/settlements/runs', 'city').send({ period: 'soon' }).expect(400);
  });

  it('has lines that name the reports they are made from, and the versions behind them', async () => {
    const { body } = await ask('get', `/settlements/K-C1/${PERIOD}`, 'c1').expect(200);
    expect(body).toMatchObject({ contractVersion: 1, rulesVersion: SETTLEMENT_RULES_VERSION });
    expect(body.reports).toEqual([
      { reportNo: 'N20260125-P1-K-C1', revision: 1, businessDate: '2026-01-25', machine: MACHINE },
    ]);
    expect(body.lines).toMatchObject([
      {
        lineNo: 1,
        machine: MACHINE,
        reportNos: ['N20260125-P1-K-C1'],
        topUpS: 0,
        owners: [{ owner: { code: 'K', name: '試験市' }, yen: 13_505 }],
      },
    ]);
  });

  it('is seen by its own contractor and client only', async () => {
    const seenBy = async (who: string): Promise<string[]> =>
      (await ask('get', '/settlements', who).expect(200)).body.map(
        (row: { contractId: string }) => row.contractId,
      );
    expect(await seenBy('city')).toEqual(['K-C1', 'K-C2']);
    expect(await seenBy('c1')).toEqual(['K-C1']);
    expect(await seenBy('c2')).toEqual(['K-C2']);
    expect(await seenBy('pref')).toEqual([]);
    await ask('get', `/settlements/K-C1/${PERIOD}`, 'c2').expect(404);
    await ask('post', `/settlements/K-C1/${PERIOD}/release`, 'pref').send({ version: 1 }).expect(404);
  });
});

describe('an invoice', () => {
  it('is issued with the release, once, and found by date, amount and party together', async () => {
    const release = () => ask('post', `/settlements/K-C1/${PERIOD}/release`, 'city').send({ version: 1 });
    const settlement = async () => (await ask('get', `/settlements/K-C1/${PERIOD}`, 'city').expect(200)).body;
    expect(await settlement()).toMatchObject({ isOver: false, payableFrom: '2026-02-01' });
    expect((await ask('get', '/settlements', 'city')).body[0]).toMatchObject({ isOver: false });
    expect((await release().expect(400)).body.detail).toMatch(/はまだ終わっていません.*2026-02-01 から/);
    api.clock.at = PAYABLE_AT;
    expect(await settlement()).toMatchObject({ isOver: true });
    const [one, two] = await Promise.all([release(), release()]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body.invoiceNo).toBe(two.body.invoiceNo);
    const found = async (query: string, who = 'city'): Promise<number> =>
      (await ask('get', `/invoices?${query}`, who).expect(200)).body.length;
    const party = encodeURIComponent(ISSUER.name.slice(0, 2));
    expect(await found(`from=2026-02-01&to=2026-02-01&fromYen=14855&toYen=14855&party=${party}`)).toBe(1);
    expect(await found(`party=${party}&toYen=14854`)).toBe(0);
    expect(await found('', 'c2')).toBe(0);
    await ask('get', '/invoices?from=soon', 'city').expect(400);
    await ask('get', '/invoices?fromYen=1.5', 'city').expect(400);
  });

  it.each([
    ['from=2026-02-01&to=2026-01-31', '発行日の範囲が逆です(2026-02-01 から 2026-01-31 まで)'],
    ['fromYen=2&toYen=1', '金額の範囲が逆です(2 円から 1 円まで)'],
    ['from=2026-02-30', 'from は from=2027-01-31 のような日付にしてください'],
  ])('is not searched by %s', async (query, words) => {
    for (const url of ['/invoices', '/exports/invoices/archive'])
      expect((await ask('get', `${url}?${query}`, 'city').expect(400)).body.detail).toContain(words);
  });

  it('is reissued by its contractor with a reason; the old one stays, marked', async () => {
    const [{ invoiceNo }] = (await ask('get', '/invoices', 'c1').expect(200)).body;
    const reissue = (who: string, reason: string) =>
      ask('post', `/invoices/${invoiceNo}/reissue`, who).send({ reason });
    await reissue('c1', ' ').expect(400);
    await reissue('c2', '口座').expect(404);
    const again = (await reissue('c1', '口座番号の誤り').expect(200)).body.invoiceNo;
    const rows = (await ask('get', '/invoices', 'city').expect(200)).body;
    expect(
      rows.map((row: { invoiceNo: string; replacedBy: string | null }) => [row.invoiceNo, row.replacedBy]),
    ).toEqual([
      [invoiceNo, again],
      [again, null],
    ]);
    await reissue('c1', 'もう一度').expect(400);
  });
});

describe('exports', () => {
  const bytesOf = async (url: string, who = 'c1'): Promise<Buffer> =>
    (await ask('get', `/exports/${url}`, who).buffer(true).parse(collectBytes).expect(200)).body;

  it('give the papers of a period as PDF and as a zip of every format, to their own people', async () => {
    expect((await bytesOf(`settlements/K-C1/${PERIOD}/pdf`)).subarray(0, 5).toString()).toBe('%PDF-');
    const zip = await bytesOf(`settlements/K-C1/${PERIOD}/zip`);
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    // The test's client has no Peppol address, which the zip says.
    for (const ending of ['.pdf', '.xlsx', '_CP932.csv', '注記.txt']) expect(zip.includes(ending)).toBe(true);
    await ask('get', `/exports/settlements/K-C1/${PERIOD}/zip`, 'c2').expect(404);
  });

  it('give an invoice under its name by law, and a period of them with an index', async () => {
    const [{ invoiceNo }] = (await ask('get', '/invoices', 'c1').expect(200)).body;
    const { headers } = await ask('get', `/exports/invoices/${invoiceNo}/pdf`, 'c1').expect(200);
    expect(decodeURIComponent(headers['content-disposition'])).toMatch(/''20260201_.+_14855\.pdf$/);
    const party = encodeURIComponent('試験市');
    const zip = await bytesOf(`invoices/archive?from=2026-02-01&to=2026-02-28&fromYen=14855&party=${party}`);
    expect(Object.keys(unzipSync(zip))).toEqual([
      '索引.csv',
      '20260201_試験市長_14855.pdf',
      expect.stringMatching(/^20260201_試験市長_14855_C1-.*\.pdf$/),
    ]);
    for (const who of ['city', 'audit']) {
      const names = Object.keys(unzipSync(await bytesOf('invoices/archive?toYen=14855', who)));
      expect(names[1]).toMatch(/^20260201_(?!試験市長).+_14855\.pdf$/);
      const own = await ask('get', `/exports/invoices/${invoiceNo}/pdf`, who).expect(200);
      expect(decodeURIComponent(own.headers['content-disposition'])).toContain(`''${names[1]}`);
      const everything = unzipSync(await bytesOf(`settlements/K-C1/${PERIOD}/zip`, who));
      expect(Object.keys(everything).filter((name) => /_14855\.pdf$/.test(name))).toEqual([names[1]]);
    }
    expect(Object.keys(unzipSync(await bytesOf('invoices/archive?toYen=14854')))).toEqual(['索引.csv']);
    expect(Object.keys(unzipSync(await bytesOf('invoices/archive', 'c2')))).toEqual(['索引.csv']);
    await ask('get', '/exports/invoices/archive?from=soon', 'c1').expect(400);
    await ask('get', `/exports/invoices/${invoiceNo}/pdf`, 'c2').expect(404);
  });
});

describe('a run of another period', () => {
  it('is over the contracts that are due: those of another winter are left alone', async () => {
    const contract = await findContract(api.database, 'K-C1');
    const old = { ...contract!, id: 'K-C1-old', fromDate: '2023-11-01', toDate: '2024-03-31' };
    await api.database.transaction((tx) => saveContract(tx, old, { by: 'test', at: NOW_AT }));
    const over = async (period: string) =>
      (await run({ period, withoutUnapproved: true })).outcomes.map(({ contractId }) => contractId);
    expect(await over(PERIOD)).toEqual(['K-C1', 'K-C2']);
    expect(await over('2024-01')).toEqual(['K-C1-old']);
    expect(await over('season')).toEqual([]);
    const named = await run({ period: PERIOD, contractIds: ['K-C1-old'] });
    expect(outcomeOf(named, 'K-C1-old').detail).toMatch(/契約「K-C1-old」の期間/);
  });
});

describe('a guarantee', () => {
  it('names the lines that it was computed from', async () => {
    const contract = (await findContract(api.database, 'K-C1'))!;
    const rates = [{ ...contract.machines[0], yenPerHour: 9_000 }];
    const standby = [{ kind: 'monthly_min_hours' as const, months: [1], minimumHours: 5, rates }];
    await saveContract(api.database, { ...contract, standby }, { by: 'test', at: NOW_AT });
    await run({ period: PERIOD, contractIds: ['K-C1'] });
    const { body } = await ask('get', `/settlements/K-C1/${PERIOD}`, 'c1').expect(200);
    expect(body.standby).toEqual([
      {
        ...{ policy: 'monthly_min_hours', kind: '最低保証', machine: MACHINE, seconds: 14_400 },
        ...{ yenPerHour: 9_000, yen: 36_000, reportNos: [] },
        owners: [{ owner: { code: 'K', name: '試験市' }, yen: 36_000 }],
        from: [{ period: PERIOD, lineNos: [1], standbyNos: [] }],
      },
    ]);
  });
});

describe('a run of a month of which something came late', () => {
  it('makes its reports first, and leaves none out silently', async () => {
    const late = { ...night('P2', '本通り'), fromAt: EVENING - 120 * HOUR_MS, toAt: EVENING - 119 * HOUR_MS };
    await storeNight(api.database, STREETS, late);
    const order = { period: PERIOD, contractIds: ['K-C2'], withoutUnapproved: true };
    const begun = await ask('post', '/settlements/runs', 'city').send(order).expect(202);
    expect(begun.body).toMatchObject({ making: { done: 0, total: 1 }, done: 0, isOver: false });
    const newest = async (): Promise<SettlementRun> =>
      (await ask('get', '/settlements/runs', 'city')).body[0];
    await waitUntil(async () => (await newest()).isOver, { what: 'the run to end' });
    const over = await newest();
    expect(over.making).toBeNull();
    expect(outcomeOf(over, 'K-C2').leftOut.map(({ reportNo }) => reportNo)).toEqual([
      'N20260120-P2-K-C2',
      'N20260125-P2-K-C2',
    ]);
  });
});
