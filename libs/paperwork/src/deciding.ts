import { type AuditDecision, type AuditFinding, checkDecision, type Fault } from '#domain';
import {
  type FindingStage,
  insertDecision,
  listFindings,
  listReportHeads,
  type Queryable,
  type StoredFinding,
} from '#store';
import { faultOf, PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';

const unknownFinding = (findingId: string): Fault =>
  faultOf(
    'finding_unknown',
    `指摘「${findingId}」はありません。一覧を読み直してください。`,
    `There is no finding "${findingId}": load the list again.`,
  );

/** Before an approval there is nothing to withhold: the report goes back. */
const checkStage = (stage: FindingStage, { decision }: AuditDecision): Fault[] =>
  stage === 'audit' || decision === 'pay'
    ? []
    : [
        faultOf(
          'decision_unclear',
          '支払保留は支払前監査の判断です。承認前の日報は差し戻してください。',
          'Withholding is a decision before payment: return a report that is not approved.',
        ),
      ];

const findingOf = async (tx: Queryable, findingId: string): Promise<StoredFinding> => {
  const [found] = await listFindings(tx, { ids: [findingId], onlyCurrent: false });
  if (found === undefined) throw new PaperRefusal([unknownFinding(findingId)]);
  return found;
};

/** The finding's reports whose payment a client decides. */
const reportsOf = async (
  tx: Queryable,
  { finding: { reportNos } }: StoredFinding,
  clientCode: string | null,
): Promise<readonly string[]> => {
  if (clientCode === null) return reportNos;
  const heads = await listReportHeads(tx, { reportNos, clientCode });
  return heads.map(({ reportNo }) => reportNo);
};

const decide = async (
  tx: Queryable,
  found: StoredFinding,
  reportNos: readonly string[],
  decision: AuditDecision,
): Promise<void> => {
  if (reportNos.length === 0) throw new PaperRefusal([unknownFinding(decision.findingId)]);
  const finding = { ...(found.finding as AuditFinding), reportNos };
  const faults = [...checkDecision(finding, decision), ...checkStage(found.stage, decision)];
  if (faults.length > 0) throw new PaperRefusal(faults);
  await insertDecision(tx, decision);
};

/**
 * Keeps what a person decided about a finding (of an audit, or of the consistency rules before an approval) for a client's
 * reports, or for all of them. @throws PaperRefusal where it cannot stand
 */
export const decideFinding = ({ database }: PaperParts, decision: AuditDecision): Promise<void> =>
  database.transaction(async (tx) => {
    const found = await findingOf(tx, decision.findingId);
    await decide(tx, found, await reportsOf(tx, found, decision.clientCode), decision);
  });

/**
 * The same for each of some clients that it concerns: whose reports the finding names and, where reports are withheld, of
 * which some are. @throws PaperRefusal where it concerns none, or cannot stand
 */
export const decideForClients = (
  { database }: PaperParts,
  decision: Omit<AuditDecision, 'clientCode'>,
  clientCodes: readonly string[],
): Promise<void> =>
  database.transaction(async (tx) => {
    const found = await findingOf(tx, decision.findingId);
    const own: string[] = [];
    let decided = 0;
    for (const clientCode of new Set(clientCodes)) {
      const reportNos = await reportsOf(tx, found, clientCode);
      own.push(...reportNos);
      const withheldReportNos = decision.withheldReportNos.filter((no) => reportNos.includes(no));
      const isConcerned = decision.decision === 'pay' ? reportNos.length > 0 : withheldReportNos.length > 0;
      if (!isConcerned) continue;
      await decide(tx, found, reportNos, { ...decision, clientCode, withheldReportNos });
      decided += 1;
    }
    // Nobody was concerned: says why.
    if (decided === 0) await decide(tx, found, own, { ...decision, clientCode: null });
  });
