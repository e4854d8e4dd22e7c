import { type AuditFinding, decisionFor, type Finding } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import type { Database } from './database.js';
import { insertDecision, listFindings, replaceFindings, replaceFindingsWith } from './finding-table.js';

const AT = Date.parse('2027-02-05T09:00:00+09:00');

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'finding', 'authority');
  await database.query(`INSERT INTO authority VALUES ('shi', '市', 'city'), ('ken', '県', 'prefecture')`);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

describe('findings', () => {
  it('keep findings that are gone, and every decision', async () => {
    const finding: AuditFinding = {
      code: 'twin_devices',
      id: 'twin_devices a@1 b@1',
      reportNos: ['a', 'b'],
      machineCodes: ['J01', 'J02'],
      evidence: { minutes: 42 },
      ja: '二台が並走しています。',
      en: 'Two machines moved together.',
    };
    const place = { stage: 'audit', businessDate: '2027-01-12' } as const;
    const replace = (findings: AuditFinding[]) =>
      database.transaction((tx) => replaceFindings(tx, place, findings, AT));
    await replace([finding]);
    const decision = {
      findingId: finding.id,
      clientCode: null,
      decision: 'withhold' as const,
      withheldReportNos: ['b'],
      reason: '同乗していた',
      by: '監督員',
      at: AT,
    };
    await insertDecision(database, { ...decision, decision: 'pay', withheldReportNos: [] });
    await insertDecision(database, decision);
    expect(await listFindings(database, { reportNos: ['b'], stage: 'audit' })).toEqual([
      { ...place, finding, foundAt: AT, goneAt: null, decisions: [decision] },
    ]);
    await replace([]);
    expect(await listFindings(database, { fromDate: '2027-01-12' })).toEqual([]);
    expect(await listFindings(database, { onlyCurrent: false })).toMatchObject([
      { goneAt: AT, decisions: [decision] },
    ]);
    await expect(insertDecision(database, { ...decision, reason: ' ' })).rejects.toThrow('check');
  });

  it('are decided by each client for itself, or for all of them', async () => {
    const id = 'twin_devices a@1 b@1';
    const finding = { id, code: 'twin_devices', reportNos: ['a', 'b'] } as unknown as AuditFinding;
    const place = { stage: 'audit', businessDate: '2027-01-12' } as const;
    await database.transaction((tx) => replaceFindings(tx, place, [finding], AT));
    const decide = (clientCode: string | null, reason: string, at: number) =>
      insertDecision(database, {
        ...{
          findingId: id,
          clientCode,
          decision: 'pay',
          withheldReportNos: [],
          reason,
          by: clientCode ?? 'all',
          at,
        },
      });
    const reasonsFor = async (client: string) => {
      const [{ decisions }] = await listFindings(database, { ids: [id] });
      return decisionFor(decisions, client)?.reason;
    };
    await decide('shi', '市の分', AT);
    expect([await reasonsFor('shi'), await reasonsFor('ken')]).toEqual(['市の分', undefined]);
    await decide(null, '全部', AT);
    expect([await reasonsFor('shi'), await reasonsFor('ken')]).toEqual(['全部', '全部']);
    await decide('ken', '県の分', AT);
    await decide('ken', '県の二度目', AT);
    expect([await reasonsFor('shi'), await reasonsFor('ken')]).toEqual(['全部', '県の二度目']);
    expect((await listFindings(database, { ids: [id] }))[0].decisions).toHaveLength(3);
  });

  it('of one rule about a report are replaced alone, whatever the dates of the others', async () => {
    const found = (code: Finding['code'], ...reportNos: string[]): Finding & { id: string } => ({
      ...{ code, reportNos, id: [code, ...reportNos].join(' '), machineCodes: ['J01'], blocks: true },
      ...{ startAt: AT, endAt: AT, evidence: {}, ja: '重なっています。', en: 'They overlap.' },
    });
    const [old, anew] = [found('overlapping_plates', 'a', 'b'), found('overlapping_plates', 'a', 'c')];
    const others = [found('gps_gap', 'a'), found('overlapping_plates', 'b', 'c')];
    const dated = (finding: typeof old, businessDate: string) => ({ finding, businessDate });
    await database.transaction(async (tx) => {
      await replaceFindings(tx, { stage: 'report', businessDate: '2027-01-12' }, [old, ...others], AT);
      const about = { reportNo: 'a', code: 'overlapping_plates' } as const;
      await replaceFindingsWith(tx, about, [dated(anew, '2027-01-13')], AT);
    });
    const current = await listFindings(database, {});
    expect(current.map(({ businessDate, finding }) => [businessDate, finding.id])).toEqual([
      ['2027-01-12', 'gps_gap a'],
      ['2027-01-12', 'overlapping_plates b c'],
      ['2027-01-13', 'overlapping_plates a c'],
    ]);
  });
});
