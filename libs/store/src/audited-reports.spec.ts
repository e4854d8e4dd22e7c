import { AUDIT_SETTINGS, addDays, auditReports, type DailyReport, FINDING_SETTINGS } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import { emptyTables } from '../../../test/support/empty-tables.js';
import { actor, advanceOf, afterSteps, reportIn } from '../../domain/src/report/hand-built-workflow.js';
import { advanceReport } from '../../domain/src/report/report-workflow.js';
import { listDatesToAudit, noteAuditedDate, noteAuditedReports } from './audited-date-table.js';
import { listAuditedReports, listPassesOfReports } from './audited-reports.js';
import { noteComparison } from './compared-reports.js';
import type { Database } from './database.js';
import { insertReportSteps, insertReports } from './report-table.js';

const AT = Date.parse('2027-01-13T09:00:00+09:00');
const SETTINGS = { ...FINDING_SETTINGS, ...AUDIT_SETTINGS };

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = clone.open();
});
beforeEach(async () => {
  await emptyTables(database, 'daily_report', 'report_evidence', 'audited_date');
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const store = (report: DailyReport): Promise<unknown> =>
  database.transaction((tx) => insertReports(tx, [report], AT));
const approved = afterSteps(3);
const { businessDate, reportNo } = approved;
const both = [businessDate, addDays(businessDate, 1)];
const toAudit = (): Promise<string[]> => listDatesToAudit(database, both, 'rules');

describe('reports as the audits read them', () => {
  it('say what the whole reports say', async () => {
    const other = { ...approved, reportNo: 'N-other', machineCode: 'J02', contractorCode: 'C02' };
    const slow = { ...approved, reportNo: 'N-ken', contractId: 'K-ken', revision: 2 };
    for (const report of [approved, other, slow]) await store(report);
    const passes = await listPassesOfReports(database, [reportNo, 'N-other', 'N-ken']);
    const read = (await listAuditedReports(database, businessDate)).map((report) => ({
      ...report,
      passes: passes.get(report.reportNo)!,
    }));
    const whole = auditReports([slow, other, approved], SETTINGS);
    expect(whole.map(({ code }) => code)).toContain('double_billing');
    expect(new Set(auditReports(read, SETTINGS))).toEqual(new Set(whole));
    const directed = approved.passes.map(({ segment, direction }) => 2 * segment + direction);
    expect(read[0].directed).toEqual([...new Set(directed)].sort((a, b) => a - b));
  });

  it('are those that may be paid, of the date alone', async () => {
    await store(afterSteps(2));
    expect(await listAuditedReports(database, businessDate)).toEqual([]);
    await store({ ...approved, reportNo: 'N-approved' });
    expect(await listAuditedReports(database, addDays(businessDate, 1))).toEqual([]);
    expect(await listAuditedReports(database, businessDate)).toMatchObject([
      { reportNo: 'N-approved', changedWork: null, history: [] },
    ]);
  });
});

describe('a date to audit', () => {
  const audit = async (): Promise<void> => {
    for (const date of both) await noteAuditedDate(database, date, 'rules');
    for (const date of both)
      await noteAuditedReports(database, date, await listAuditedReports(database, date));
  };

  it('is one of which something changed, and the date after it', async () => {
    expect(await toAudit()).toEqual(both);
    await audit();
    await store(approved);
    expect(await toAudit()).toEqual(both);
    await audit();
    expect(await toAudit()).toEqual([]);
    expect(await listDatesToAudit(database, [businessDate], 'other rules')).toHaveLength(1);
    await noteComparison(database, reportNo, { changedWork: 'another', comparedWith: null });
    expect(await toAudit()).toEqual(both);
    await audit();
    await noteComparison(database, reportNo, { changedWork: null, comparedWith: null });
    expect(await toAudit()).toEqual(both);
    await audit();
    await store({ ...approved, reportNo: 'N-second' });
    expect(await toAudit()).toEqual(both);
    await audit();
    await store({ ...approved, reportNo: 'N-third', businessDate: both[1] });
    expect(await toAudit()).toEqual([both[1], addDays(both[1], 1)]);
  });

  it('is one whose report changed while it was audited, or was taken out', async () => {
    await store(approved);
    const seen = await listAuditedReports(database, businessDate);
    await noteComparison(database, reportNo, { changedWork: 'another', comparedWith: null });
    await audit();
    await noteAuditedReports(database, businessDate, seen);
    expect(await toAudit()).toEqual(both);
    await audit();
    await noteAuditedReports(database, businessDate, []);
    expect(await toAudit()).toEqual(both);
  });

  it('is not one whose reports were paid since, but one whose report is revised', async () => {
    await store(approved);
    await audit();
    const settled = reportIn(advanceReport(approved, advanceOf('settle'), actor('system', approved)));
    await database.transaction((tx) => insertReportSteps(tx, [settled], AT));
    expect(await toAudit()).toEqual([]);
    const revised = reportIn(advanceReport(settled, advanceOf('revise'), actor('client', settled)));
    await database.transaction((tx) => insertReportSteps(tx, [revised], AT));
    expect(await toAudit()).toHaveLength(2);
  });
});
