import { jest } from '@jest/globals';
import request from 'supertest';
import type { Finding } from '#domain';
import { replaceFindings } from '#store';
import type { ReportList } from '#wire';
import { type MapApiApp, NOW_AT, startMapApi } from '../support/map-api-app.js';
import { storeAccounts, tokenOf } from '../support/paper-world.js';

jest.setTimeout(120_000);

let api: MapApiApp;
beforeAll(async () => {
  api = await startMapApi();
  await storeAccounts(api.database, {
    city: { authorityCode: 'K' },
    c1: { role: 'contractor', contractorCode: 'C1' },
    d2: { role: 'driver', vehicleCodes: ['P2'] },
  });
  // A season: 2,600 reports that wait since November, and a few drafts of last night.
  await api.database.query(
    `INSERT INTO daily_report (report_no, machine_code, business_date, contract_id, client_code, contractor_code,
       revision, state, step_no, content_step, work_s)
     SELECT 'N' || lpad(i::text, 4, '0'), 'P' || 1 + i % 2, '2025-11-01'::date + i / 40, 'K-C1', 'K', 'C1', 1,
       CASE WHEN i < 2600 THEN 'submitted' ELSE 'draft' END, 1, 0, 60
     FROM generate_series(0, 2609) AS i`,
  );
  const gap = (no: number): Finding & { id: string } => ({
    ...{ id: `gps_gap ${no}`, code: 'gps_gap', reportNos: ['N2599'], machineCodes: ['P1'], blocks: false },
    ...{ startAt: NOW_AT, endAt: NOW_AT, evidence: {}, ja: '測位がありません。', en: 'No fix.' },
  });
  const twins = {
    ...gap(0),
    id: 'twin_devices',
    code: 'twin_devices' as const,
    reportNos: ['N0000', 'N0001'],
  };
  const place = { stage: 'report', businessDate: '2025-11-01' } as const;
  await api.database.transaction((tx) => replaceFindings(tx, place, [gap(1), gap(2), gap(3), twins], NOW_AT));
});
afterAll(() => api?.stop());

const list = async (query: string, who = 'city'): Promise<ReportList> =>
  (
    await request(api.app.getHttpServer())
      .get(`/api/reports?${query}`)
      .set('authorization', `Bearer ${tokenOf(who)}`)
      .expect(200)
  ).body;
const numbersOf = ({ rows }: ReportList): string[] => rows.map(({ reportNo }) => reportNo);

describe('the list of reports', () => {
  it('is a queue of a whole season, worst first, in parts', async () => {
    const queue = await list('states=submitted,checked&order=worst');
    expect([queue.total, queue.offset, queue.rows.length]).toEqual([2600, 0, 500]);
    expect(numbersOf(queue).slice(0, 4)).toEqual(['N0000', 'N0001', 'N2599', 'N0002']);
    expect(queue.rows[0]).toMatchObject({ severity: 8001, findings: [{ rule: 'twin_devices' }] });
    const rest = await list('states=submitted,checked&order=worst&offset=2500');
    expect([rest.total, rest.rows.length]).toEqual([2600, 100]);
    const clean = await list('states=submitted,checked&order=worst&clean=true');
    expect([clean.total, numbersOf(clean)[0]]).toEqual([2597, 'N0002']);
  });

  it('goes back as far as it is asked, and 35 days by itself', async () => {
    expect(numbersOf(await list('', 'c1'))[0]).toBe('N2609');
    expect((await list('', 'c1')).rows.at(-1)!.businessDate >= '2025-12-22').toBe(true);
    const november = await list('from=2025-11-01&to=2025-11-01', 'c1');
    expect([november.total, numbersOf(november)[0]]).toEqual([40, 'N0039']);
    expect((await list('from=2025-11-01&to=2025-11-01&machine=P2', 'c1')).total).toBe(20);
    expect((await list('from=2025-11-01&to=2025-11-01&machine=P1', 'd2')).total).toBe(0);
    expect((await list('from=2025-11-01&to=2025-11-01', 'd2')).total).toBe(20);
  });

  it('does not take what is no number', async () => {
    await request(api.app.getHttpServer())
      .get('/api/reports?offset=-1')
      .set('authorization', `Bearer ${tokenOf('city')}`)
      .expect(400);
  });
});
