import type { Finding, FindingRule } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import type { Database } from './database.js';
import { insertDecision, replaceFindings } from './finding-table.js';
import { listNewestPage, listWorstReports } from './report-pages.js';

const AT = Date.parse('2027-02-05T09:00:00+09:00');
const QUEUE = { states: ['submitted', 'checked'], isClean: false } as const;

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'daily_report', 'finding', 'authority');
  await database.query(`INSERT INTO authority VALUES ('shi', '市', 'city'), ('ken', '県', 'prefecture')`);
  // More than ever fit on a page: one a number, the first ones of December; every third is approved.
  await database.query(
    `INSERT INTO daily_report (report_no, machine_code, business_date, contract_id, client_code, contractor_code,
       revision, state, step_no, content_step, work_s)
     SELECT 'N' || lpad(i::text, 4, '0'), 'M' || i % 7, '2026-12-01'::date + i / 50, 'K', 'shi', 'C01', 1,
       CASE WHEN i % 3 = 0 THEN 'approved' WHEN i % 3 = 1 THEN 'submitted' ELSE 'checked' END, 1, 0, 60
     FROM generate_series(0, 2999) AS i`,
  );
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const found = (code: FindingRule, reportNo: string, no = 0): Finding & { id: string } => ({
  ...{ code, reportNos: [reportNo], id: `${code} ${reportNo} ${no}`, machineCodes: ['M1'], blocks: false },
  ...{ startAt: AT, endAt: AT, evidence: {}, ja: '確かめてください。', en: 'Look.' },
});
const store = (...findings: (Finding & { id: string })[]): Promise<void> =>
  database.transaction((tx) =>
    replaceFindings(tx, { stage: 'report', businessDate: '2027-01-12' }, findings, AT),
  );
const numbersOf = ({ heads }: { heads: readonly { reportNo: string }[] }): string[] =>
  heads.map(({ reportNo }) => reportNo);

describe('lists of reports', () => {
  it('have the worst first, however many there are and however old it is', async () => {
    await store(
      ...[1, 2, 3].map((no) => found('gps_gap', 'N2900', no)),
      found('twin_devices', 'N0001'),
      found('long_standstill', 'N2951'),
      found('overlapping_plates', 'N0003'),
    );
    const page = await listWorstReports(database, QUEUE, { limit: 4, offset: 0 });
    expect([page.total, numbersOf(page)]).toEqual([2000, ['N0001', 'N2951', 'N2900', 'N0002']]);
    expect(page.heads.map(({ severity }) => severity)).toEqual([8001, 3001, 1003, 0]);
    const next = await listWorstReports(database, QUEUE, { limit: 2, offset: 4 });
    expect([next.total, numbersOf(next)]).toEqual([2000, ['N0004', 'N0005']]);
  });

  it('count what the report’s own client has not decided, and what is still found', async () => {
    await store(found('gps_gap', 'N0001'), found('twin_devices', 'N0002'));
    const first = async (): Promise<string> =>
      numbersOf(await listWorstReports(database, QUEUE, { limit: 1, offset: 0 }))[0];
    const decide = (clientCode: string) =>
      insertDecision(database, {
        ...{ findingId: 'twin_devices N0002 0', clientCode, decision: 'pay', withheldReportNos: [] },
        ...{ reason: '並んで作業', by: '監督員', at: AT },
      });
    await decide('ken');
    expect(await first()).toBe('N0002');
    await decide('shi');
    expect(await first()).toBe('N0001');
    await store();
    const clean = await listWorstReports(database, { ...QUEUE, isClean: true }, { limit: 1, offset: 0 });
    expect([clean.total, clean.heads[0].severity]).toEqual([2000, 0]);
  });

  it('can leave out what anything is found of', async () => {
    await store(found('gps_gap', 'N0001'));
    const clean = { ...QUEUE, isClean: true, toDate: '2026-12-01' };
    const page = await listWorstReports(database, clean, { limit: 1, offset: 0 });
    expect([page.total, numbersOf(page)]).toEqual([32, ['N0002']]);
  });

  it('or the newest first, from any date on', async () => {
    await store(found('gps_gap', 'N2999'));
    const all = await listNewestPage(database, {}, { limit: 2, offset: 0 });
    expect([all.total, numbersOf(all)]).toEqual([3000, ['N2999', 'N2998']]);
    expect(all.heads.map(({ severity }) => severity)).toEqual([1001, 0]);
    const december = { fromDate: '2026-12-01', toDate: '2026-12-02', machineCodes: ['M3'] };
    const page = await listNewestPage(database, december, { limit: 1, offset: 13 });
    expect([page.total, numbersOf(page)]).toEqual([14, ['N0003']]);
  });
});
