import {
  AUDIT_RULES_VERSION,
  AUDIT_SETTINGS,
  type AuditDecision,
  type AuditFinding,
  type AuthoritySettings,
  addDays,
  auditReports,
  canonicalJson,
  changedAfterApprovalAudit,
  decisionFor,
  FINDING_SETTINGS,
  type LocalDate,
  reportsOnSharedRoads,
  sha256,
} from '#domain';
import {
  listAuditedReports,
  listDatesToAudit,
  listFindings,
  listPaperSettings,
  listPassesOfReports,
  listReports,
  noteAuditedDate,
  noteAuditedReports,
  type Queryable,
  replaceFindings,
  type StoredAuditedReport,
} from '#store';
import type { PaperParts } from './paper-parts.js';
import { type SettingsOf, settingsOf, underEachSettings } from './paper-settings.js';

/** The reports with the passes of those whose roads somebody else was on; what has them keeps them. */
const withPasses = async (
  queryable: Queryable,
  reports: readonly StoredAuditedReport[],
): Promise<StoredAuditedReport[]> => {
  const shared = reportsOnSharedRoads(reports.filter(({ contractId }) => contractId !== null));
  const missing = reports.filter(({ reportNo, passes }) => shared.has(reportNo) && passes.length === 0);
  if (missing.length === 0) return [...reports];
  const read = await listPassesOfReports(
    queryable,
    missing.map(({ reportNo }) => reportNo),
  );
  return reports.map((report) => ({ ...report, passes: read.get(report.reportNo) ?? report.passes }));
};

const changedOf = async (
  queryable: Queryable,
  reports: readonly StoredAuditedReport[],
): Promise<AuditFinding[]> => {
  const changes = new Map(reports.map(({ reportNo, changedWork }) => [reportNo, changedWork]));
  const changed = reports.filter(({ changedWork }) => changedWork !== null);
  if (changed.length === 0) return [];
  const reportNos = changed.map(({ reportNo }) => reportNo);
  return (await listReports(queryable, { reportNos })).map((report) =>
    changedAfterApprovalAudit(report, changes.get(report.reportNo)!),
  );
};

/** Another one where a rule has changed, or what it is set to. */
const rulesOf = (given: readonly AuthoritySettings[]): string =>
  `${AUDIT_RULES_VERSION} ${sha256(canonicalJson([given, FINDING_SETTINGS, AUDIT_SETTINGS]))}`;

/** The payable reports of a date and of the one before, with what the audits need of them. */
interface AuditedNights {
  readonly date: LocalDate;
  readonly before: readonly StoredAuditedReport[];
  readonly own: readonly StoredAuditedReport[];
}

const readNights = async (
  queryable: Queryable,
  date: LocalDate,
  last: AuditedNights | null,
): Promise<AuditedNights> => {
  const eve = addDays(date, -1);
  const before = last?.date === eve ? last.own : await listAuditedReports(queryable, eve);
  const own = await listAuditedReports(queryable, date);
  const all = await withPasses(queryable, [...before, ...own]);
  return { date, before: all.slice(0, before.length), own: all.slice(before.length) };
};

/** What the audits say of the nights. */
const auditNights = async (
  queryable: Queryable,
  { own, before }: AuditedNights,
  settings: SettingsOf,
): Promise<AuditFinding[]> => [
  ...underEachSettings(own, settings, ({ audit }) => auditReports(own, audit, before)),
  ...(await changedOf(queryable, own)),
];

/**
 * Audits before payment: all contractors' and clients' approved reports of some business dates; keeps what they say. A date
 * of which nothing has changed since it was audited last is not read again.
 */
export const auditDates = async (
  { database }: PaperParts,
  dates: readonly LocalDate[],
  at: number,
): Promise<void> => {
  const given = await listPaperSettings(database);
  const settings = settingsOf(given);
  const rules = rulesOf(given);
  let last: AuditedNights | null = null;
  for (const businessDate of await listDatesToAudit(database, dates, rules)) {
    const nights = await readNights(database, businessDate, last);
    const findings = await auditNights(database, nights, settings);
    const isEveAudited = last?.date === addDays(businessDate, -1);
    await database.transaction(async (tx) => {
      // First, since it lets one audit of the date in at a time.
      await noteAuditedDate(tx, businessDate, rules);
      await replaceFindings(tx, { stage: 'audit', businessDate }, findings, at);
      if (isEveAudited) await noteAuditedReports(tx, addDays(businessDate, -1), nights.before);
    });
    last = nights;
  }
};

/** The audits' findings about some reports of a client on which it has not decided. */
export const undecidedAudits = async (
  queryable: Queryable,
  reportNos: readonly string[],
  clientCode: string,
): Promise<AuditFinding[]> =>
  (await listFindings(queryable, { stage: 'audit', reportNos }))
    .filter(({ decisions }) => decisionFor(decisions, clientCode) === null)
    .map(({ finding }) => finding as AuditFinding);

/** What the audits found about some reports of a client and what holds for its payment, as the gate takes it. */
export const auditsAbout = async (
  queryable: Queryable,
  reportNos: readonly string[],
  clientCode: string,
): Promise<{ findings: AuditFinding[]; decisions: AuditDecision[] }> => {
  const found = await listFindings(queryable, { stage: 'audit', reportNos });
  return {
    findings: found.map(({ finding }) => finding as AuditFinding),
    decisions: found.flatMap(({ decisions }) => decisionFor(decisions, clientCode) ?? []),
  };
};
