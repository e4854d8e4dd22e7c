import { jest } from '@jest/globals';
import { findContract, saveContract } from '#store';
import type { MachineRow } from '#wire';
import { collectBytes } from '../support/collect-bytes.js';
import { FIVE_NIGHTS, numberOf } from '../support/five-nights.js';
import { NOW_AT, STREETS } from '../support/map-api-app.js';
import { type PaperApi, startPaperApi } from '../support/paper-api.js';

jest.setTimeout(120_000);

let api: PaperApi;
beforeAll(async () => {
  api = await startPaperApi({ nights: FIVE_NIGHTS });
});
afterAll(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const step = (who: string, reportNo: string, action: string, body: object) =>
  ask('post', `/reports/${reportNo}/${action}`, who).send(body);
const listedBy = async (who: string): Promise<string[]> =>
  (await ask('get', '/reports', who).expect(200)).body.rows.map((row: { reportNo: string }) => row.reportNo);

describe('reports are read', () => {
  it('by everybody within his own scope', async () => {
    const all = api.reports.map(({ reportNo }) => reportNo);
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
    expect(body.dispatches[0].lines[0]).toMatchObject({
      routeClass: 'city_1',
      owner: { code: 'K', name: '試験市' },
      workZone: { code: 'Z1', name: '第1工区' },
      section: expect.stringMatching(/^\d+～\d+$/),
    });
    expect(body.dispatches[0]).toMatchObject({ orderChannel: null });
    expect(body).toMatchObject({ devices: ['night-P1'], chains: [] });
    expect(body.passes).toBeGreaterThan(0);
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
    await ask('get', '/reports?from=2026-02-30', 'city').expect(400);
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
