import { advanceReport, correctReport, type DailyReport } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { itConcurrent } from '../../../test/support/timescale-database.js';
import {
  actor,
  advanceOf,
  afterSteps,
  CONTEXT,
  draftReport,
  reportIn,
} from '../../domain/src/report/hand-built-workflow.js';
import { listComparisons, noteComparison } from './compared-reports.js';
import type { Database } from './database.js';
import {
  findReport,
  listBillableReports,
  listNewestReports,
  listReportHeads,
  listReportRevisions,
  listReports,
} from './report-queries.js';
import { listReportStandings } from './report-standings.js';
import { insertReportSteps, insertReports } from './report-table.js';

const AT = Date.parse('2027-01-13T09:00:00+09:00');

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'daily_report', 'report_evidence');
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const store = (report: DailyReport): Promise<Set<string>> =>
  database.transaction((tx) => insertReports(tx, [report], AT));
const step = (report: DailyReport): Promise<string[]> =>
  database.transaction((tx) => insertReportSteps(tx, [report], AT));

const submitted = (report: DailyReport, by: string): DailyReport =>
  reportIn(advanceReport(report, { action: 'submit' }, { ...actor('driver', report), by }));

const corrected = (report: DailyReport): DailyReport =>
  reportIn(
    correctReport(
      report,
      { correction: { kind: 'entries', entries: { remarks: '=雪が重い' } }, reason: '記入漏れ' },
      actor('driver', report),
      CONTEXT,
    ),
  );

type Action = Parameters<typeof advanceOf>[0];
const stepOf = (report: DailyReport, action: Action): DailyReport => {
  const role = action === 'submit' ? 'driver' : action === 'settle' ? 'system' : 'client';
  return reportIn(advanceReport(report, advanceOf(action), actor(role, report)));
};
const walk = async (from: DailyReport, actions: readonly Action[]): Promise<DailyReport> => {
  let report = from;
  for (const action of actions) {
    report = stepOf(report, action);
    expect(await step(report)).toEqual([]);
  }
  return report;
};

describe('daily reports', () => {
  it('come back as they were stored', async () => {
    const draft = draftReport();
    expect(await store(draft)).toEqual(new Set([draft.reportNo]));
    expect(await store(draft)).toEqual(new Set());
    expect(await findReport(database, draft.reportNo)).toEqual(draft);
    const steps = [draft, corrected(draft)];
    steps.push(submitted(steps[1], 'driver-1'));
    for (const report of steps.slice(1)) expect(await step(report)).toEqual([]);
    expect(await findReport(database, draft.reportNo)).toEqual(steps[2]);
    expect(await findReport(database, 'N-unknown')).toBeUndefined();
    expect(await listReports(database, { states: ['submitted'] })).toEqual([steps[2]]);
    const { reportNo, revision, state, history } = steps[2];
    expect(await listReportStandings(database, { reportNos: [reportNo] })).toEqual([
      { reportNo, revision, state, history },
    ]);
    expect(await listReports(database, { states: ['draft'] })).toEqual([]);
  });

  it('keep every revision as it stood last', async () => {
    const draft = draftReport();
    await store(draft);
    const first = await walk(draft, ['submit', 'check', 'approve', 'settle']);
    const changed = corrected(await walk(first, ['revise']));
    await step(changed);
    const revised = await walk(changed, ['submit']);
    const { reportNo } = draft;
    const revision = (number: number) => listReportRevisions(database, [{ reportNo, revision: number }]);
    expect(await revision(1)).toEqual([first]);
    expect(await revision(2)).toEqual([revised]);
    expect(await revision(3)).toEqual([]);
    expect(await listReports(database, {})).toEqual([revised]);
  });

  it('are listed by every key, and as what money is made from', async () => {
    const draft = draftReport();
    await store(draft);
    const [head] = await listReportHeads(database, {
      contractIds: ['K-shi'],
      contractorCode: 'C01',
      clientCode: 'shi',
      states: ['draft'],
      fromDate: '2027-01-12',
      toDate: '2027-01-12',
      endedAfter: Date.parse('2027-01-12T20:30:00+09:00'),
      startedBefore: Date.parse('2027-01-12T20:30:00+09:00'),
    });
    expect(head).toMatchObject({ reportNo: draft.reportNo, stepNo: 0, workS: 3600, changedWork: null });
    expect(await listReportHeads(database, { clientCode: 'ken' })).toEqual([]);
    expect(await listReportHeads(database, { endedAfter: AT })).toEqual([]);
    const earlier = { ...draft, reportNo: 'N20270111-J01-K-shi', businessDate: '2027-01-11' };
    await store(earlier);
    expect(await listNewestReports(database)).toEqual([head]);
    expect(await listNewestReports(database, { clientCode: 'ken' })).toEqual([]);
    const [billable] = await listBillableReports(database, { reportNos: [draft.reportNo] });
    expect(billable.dispatches).toEqual(draft.dispatches);
    await noteComparison(database, draft.reportNo, { changedWork: 'another', comparedWith: null });
    expect(await listReportHeads(database)).toMatchObject([
      { changedWork: null },
      { changedWork: 'another' },
    ]);
  });

  it('keep what they were compared with until their content changes', async () => {
    const draft = draftReport();
    await store(draft);
    const compared = async () => [...(await listComparisons(database, [draft.reportNo])).values()];
    const known = { reportNo: draft.reportNo, contentStep: 0, changedWork: null };
    expect(await compared()).toEqual([{ ...known, comparedWith: null }]);
    await noteComparison(database, draft.reportNo, { changedWork: null, comparedWith: 'the record' });
    const returned = await walk(draft, ['submit', 'return']);
    expect(await compared()).toEqual([{ ...known, comparedWith: 'the record' }]);
    await step(corrected(returned));
    expect(await compared()).toEqual([{ ...known, contentStep: 3, comparedWith: null }]);
  });

  it('refuse a step that skips one or repeats one, and store nothing of it', async () => {
    const draft = draftReport();
    await store(draft);
    expect(await step(afterSteps(2, draft))).toEqual([draft.reportNo]);
    await step(afterSteps(1, draft));
    expect(await step(afterSteps(1, draft))).toEqual([draft.reportNo]);
    expect(await findReport(database, draft.reportNo)).toEqual(afterSteps(1, draft));
  });

  itConcurrent('are confirmed by one of two who do so at once', async () => {
    const draft = draftReport();
    await store(draft);
    const byTwo = ['driver-1', 'driver-2'].map((by) => submitted(draft, by));
    const refused = await Promise.all(byTwo.map(step));
    expect(refused.flat()).toEqual([draft.reportNo]);
    const winner = byTwo[refused.findIndex((each) => each.length === 0)];
    expect(await findReport(database, draft.reportNo)).toEqual(winner);
  });

  itConcurrent('take many steps in any number of hands, each exactly once', async () => {
    const draft = draftReport();
    await store(draft);
    let current = draft;
    for (const action of ['submit', 'check', 'approve', 'settle'] as const) {
      const next = stepOf(current, action);
      const refused = await Promise.all(Array.from({ length: 4 }, () => step(next)));
      expect(refused.filter((each) => each.length === 0)).toHaveLength(1);
      current = next;
    }
    expect(await findReport(database, draft.reportNo)).toEqual(current);
  });

  it.each([
    ['UPDATE report_step SET revision = 9'],
    ['DELETE FROM report_step'],
    ['TRUNCATE report_step'],
    ['DELETE FROM report_evidence'],
    ['DELETE FROM daily_report'],
    ["UPDATE contract SET document = '{}'"],
    ['UPDATE settlement SET total_yen = 1'],
    ['UPDATE settlement_line SET yen = 1'],
    ['DELETE FROM invoice'],
    ['UPDATE finding_decision SET decided_by = 1'],
    ['DELETE FROM bundle'],
  ])('are of tables that the database lets nobody rewrite: %s', async (sql) => {
    await expect(database.query(sql)).rejects.toThrow('are never changed or removed: add a new version.');
  });
});
