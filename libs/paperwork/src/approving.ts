import { type Actor, decisionFor, type KeyedFinding, type ReportRole, type ReportState } from '#domain';
import { type Database, listFindings, listReportHeads, type ReportFilter, type ReportHead } from '#store';
import { readBooks } from './paper-books.js';
import { PaperRefusal } from './paper-fault.js';
import type { PaperParts } from './paper-parts.js';
import { type ActingParts, type AskedStep, stepReport } from './report-acting.js';

/** A report that was not approved, and why. */
export interface WaitingReport {
  readonly reportNo: string;
  /** Findings that wait for a decision; none where something else is the reason. */
  readonly findingIds: readonly string[];
  readonly ja: string;
  readonly en: string;
}

/** The steps that are left from each state to the approval. */
const STEPS_LEFT: Partial<Readonly<Record<ReportState, readonly [AskedStep['action'], ReportRole][]>>> = {
  draft: [
    ['submit', 'contractor'],
    ['check', 'client'],
    ['approve', 'client'],
  ],
  submitted: [
    ['check', 'client'],
    ['approve', 'client'],
  ],
  checked: [['approve', 'client']],
};

const waits = (
  { reportNo }: ReportHead,
  { ja, en }: { ja: string; en: string },
  findings: readonly KeyedFinding[] = [],
): WaitingReport => ({ reportNo, findingIds: findings.map(({ id }) => id), ja, en });

/** All of a report's steps or none. */
const takeSteps = (
  database: Database,
  { reportNo, state, stepNo }: ReportHead,
  { by, at, acting }: { by: string; at: number; acting: ActingParts },
): Promise<void> =>
  database.transaction(async (tx) => {
    let seenSteps = stepNo;
    for (const [action, role] of STEPS_LEFT[state] ?? []) {
      const actor: Actor = { by, role, at, seenSteps };
      const asked = { reportNo, step: { action } as AskedStep, actor };
      seenSteps = (await stepReport(tx, asked, acting)).history.length;
    }
  });

/** The findings of each report that its client has not decided on. */
const openFindings = async (
  { database }: PaperParts,
  heads: readonly ReportHead[],
): Promise<Map<string, KeyedFinding[]>> => {
  const clients = new Map(heads.map(({ reportNo, clientCode }) => [reportNo, clientCode]));
  const open = new Map<string, KeyedFinding[]>();
  const reportNos = [...clients.keys()];
  for (const { finding, decisions } of await listFindings(database, { stage: 'report', reportNos }))
    for (const reportNo of finding.reportNos.filter((no) => clients.has(no)))
      if (decisionFor(decisions, clients.get(reportNo) ?? null) === null)
        open.set(reportNo, [...(open.get(reportNo) ?? []), finding]);
  return open;
};

/**
 * Submits, checks and approves each of some reports under contract that has no undecided finding, in the name of `by`: an
 * explicit act, which stands in each report's history. With `by` null nothing is approved. Returned reports and those with
 * findings wait for a person.
 */
export const approveClean = async (
  parts: PaperParts,
  { filter, by, at }: { filter: ReportFilter; by: string | null; at: number },
): Promise<{ approved: string[]; waiting: WaitingReport[] }> => {
  const { database, network } = parts;
  const acting = { books: await readBooks(database, network) };
  const heads = (await listReportHeads(database, filter)).filter(
    ({ contractId, startedAt }) => contractId !== null && startedAt !== null,
  );
  const findings = await openFindings(parts, heads);
  const approved: string[] = [];
  const waiting: WaitingReport[] = [];
  for (const head of heads) {
    if (head.state === 'approved' || head.state === 'settled') continue;
    const own = findings.get(head.reportNo);
    if (own !== undefined) waiting.push(waits(head, own[0], own));
    else if (by === null || head.state === 'returned')
      waiting.push(waits(head, { ja: '承認されていません。', en: 'It is not approved.' }));
    else
      try {
        await takeSteps(database, head, { by, at, acting });
        approved.push(head.reportNo);
      } catch (error) {
        if (!(error instanceof PaperRefusal)) throw error;
        waiting.push(waits(head, error.faults[0]));
      }
  }
  return { approved, waiting };
};
