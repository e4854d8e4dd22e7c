import type { EarlierWork } from '../calendar/business-date.js';
import { secondsOf } from '../calendar/split-span.js';
import type { Contract } from '../contract/contract.js';
import type { DispatchOrder, WorkState } from '../events.js';
import type { Pass } from '../pass/pass.js';
import type { ContractSpan } from './attribute-spans.js';
import { type BareDispatch, composeReport } from './compose-report.js';
import {
  type DailyReport,
  type DispatchKind,
  NO_ENTRIES,
  type ReportMachine,
  type ReportOrder,
  reportNoOf,
} from './daily-report.js';
import type { DispatchDraft } from './dispatch-drafts.js';
import { type KnownFacts, knownEntries } from './known-entries.js';
import { passesHash } from './passes-hash.js';
import { linesOf } from './report-lines.js';
import type { ReportRoads } from './report-roads.js';
import type { ReportSettings } from './report-settings.js';
import type { ReportSpan } from './report-span.js';
import { touches } from './span-tools.js';
import type { TrackEvidence } from './track-evidence.js';

/** Everything known of one machine over a time that holds whole dispatches, such as noon to noon. */
export interface ReportInput {
  readonly vehicleId: number;
  readonly machine: ReportMachine;
  readonly contractorCode: string | null;
  /** In order of `enteredAt`. */
  readonly passes: readonly Pass[];
  readonly evidence: TrackEvidence;
  readonly orders: readonly DispatchOrder[];
  readonly workStates: readonly WorkState[];
  readonly roads: ReportRoads;
  /** Of several that pay for the same second the first one does (`checkContract` refuses such). */
  readonly contracts: readonly Contract[];
  /** The machine's work before this time. */
  readonly earlier: EarlierWork | null;
  /** Crew and weather; left out where only the work is asked for. */
  readonly known?: KnownFacts;
}

/** A dispatch with its spans, each under its contract. */
export interface SpannedDraft {
  readonly draft: DispatchDraft;
  readonly dispatchNo: number;
  readonly spans: readonly ContractSpan[];
}

const kindOf = ({ run, order }: DispatchDraft, spans: readonly ContractSpan[]): DispatchKind => {
  if (order !== null) return order.kind;
  if (run === null) return 'standby_order';
  const work = spans.filter(({ span }) => span.activity === 'work');
  const isPatrol = work.length > 0 && work.every(({ span }) => span.workType === 'patrol');
  return isPatrol ? 'patrol' : 'self_dispatch';
};

const asReportOrder = (order: DispatchOrder | null): ReportOrder | null =>
  order === null
    ? null
    : {
        id: order.id,
        kind: order.kind,
        orderedAt: order.orderedAt,
        orderedBy: order.orderedBy ?? null,
        orderChannel: order.orderChannel ?? null,
      };

/** The spans of one report with its own list of passes that they point to. */
const withOwnPasses = (
  dispatches: readonly (readonly ReportSpan[])[],
  all: readonly Pass[],
): { spans: ReportSpan[][]; passes: Pass[] } => {
  const passes: Pass[] = [];
  const spans = dispatches.map((dispatch) =>
    dispatch.map((span) => {
      const own = all.slice(span.passFrom, span.passTo);
      // A pass that midnight cuts belongs to the spans on both sides.
      const shared = own.length > 0 && passes[passes.length - 1] === own[0] ? 1 : 0;
      const passFrom = passes.length - shared;
      passes.push(...own.slice(shared));
      return { ...span, passFrom, passTo: passFrom + own.length };
    }),
  );
  return { spans, passes };
};

const evidenceWithin = (evidence: TrackEvidence, spans: readonly ReportSpan[]): TrackEvidence => ({
  ...evidence,
  spans: evidence.spans.filter((span) => touches(spans, span)),
  minutes: evidence.minutes.filter(({ at }) => touches(spans, { startAt: at, endAt: at + 1000 })),
  workTypes: evidence.workTypes.filter(({ at }) => touches(spans, { startAt: at, endAt: at + 1000 })),
  mock: evidence.mock.filter(({ startAt, endAt }) => touches(spans, { startAt, endAt: endAt + 1000 })),
});

const bareDispatch = (
  { draft, dispatchNo, spans }: SpannedDraft,
  own: readonly ReportSpan[],
): BareDispatch => ({
  dispatchNo,
  dispatchKind: kindOf(draft, spans),
  order: asReportOrder(draft.order ?? draft.standbyOrder),
  leftDepotAt: draft.run?.leftAt ?? null,
  returnedAt: draft.run?.backAt ?? null,
  spans: own,
});

/** Who the report is between. */
const partiesOf = (contract: Contract | null, { contractorCode }: ReportInput) => ({
  contractId: contract?.id ?? null,
  contractVersion: contract?.version ?? null,
  clientCode: contract?.clientCode ?? null,
  clientOffice: contract?.clientOffice ?? null,
  supervisor: contract?.supervisor ?? null,
  contractorCode,
});

const spansUnder = (dispatch: SpannedDraft, contractId: string | null): ReportSpan[] =>
  dispatch.spans.filter((each) => each.contractId === contractId).map(({ span }) => span);

const workSeconds = (spans: readonly ReportSpan[]): number =>
  spans.filter(({ activity }) => activity === 'work').reduce((sum, span) => sum + secondsOf(span), 0);

/** The draft report of one business date (all its dispatches are given) under one contract, or under none. */
export const oneReport = (
  input: ReportInput,
  dispatches: readonly SpannedDraft[],
  { contract, settings }: { readonly contract: Contract | null; readonly settings: ReportSettings },
): DailyReport => {
  const { roads, machine } = input;
  const { businessDate } = dispatches[0].draft;
  const parties = partiesOf(contract, input);
  const mine = dispatches.filter((dispatch) => spansUnder(dispatch, parties.contractId).length > 0);
  const own = withOwnPasses(
    mine.map((dispatch) => spansUnder(dispatch, parties.contractId)),
    input.passes,
  );
  const all = own.spans.flat();
  const unpaid = dispatches.flatMap((dispatch) => spansUnder(dispatch, null));
  const context = { calendar: contract?.calendar ?? null, roads };
  const bare = {
    reportNo: reportNoOf(businessDate, machine.machineCode, parties.contractId),
    revision: 1,
    state: 'draft' as const,
    machineCode: machine.machineCode,
    machine,
    businessDate,
    ...parties,
    outside: contract === null ? [] : linesOf(unpaid, input.passes, context),
    recordedWorkS: workSeconds(all),
    entries: { ...NO_ENTRIES, ...(input.known && knownEntries(own.spans, input.known)) },
    passes: own.passes,
    passesHash: passesHash(own.passes),
    evidence: evidenceWithin(input.evidence, all),
    settings,
    history: [],
  };
  return composeReport(
    bare,
    mine.map((dispatch, i) => bareDispatch(dispatch, own.spans[i])),
    context,
  );
};
