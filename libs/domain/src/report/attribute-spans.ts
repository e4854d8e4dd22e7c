import { type Contract, contractFor, type RoadPlace } from '../contract/contract.js';
import type { Pass } from '../pass/pass.js';
import { isLasting } from './absorb-crossings.js';
import type { ReportSpan } from './report-span.js';
import { cutSpan, joinSpans, midnightsIn } from './span-tools.js';

/** A span with the contract that its time falls under; null = under none. */
export interface ContractSpan {
  readonly span: ReportSpan;
  readonly contractId: string | null;
}

export interface Attribution {
  readonly machineCode: string;
  readonly contracts: readonly Contract[];
  readonly passes: readonly Pass[];
  /** Work no longer than this leads no drive anywhere, where there is longer work. */
  readonly crossingMs: number;
  /** Where ordered standby stands when no work of the dispatch falls under a contract. */
  readonly standbyPlace: RoadPlace | null;
}

const at = (span: ReportSpan, { ownerCode, routeCode, workZoneCode }: RoadPlace): ReportSpan => ({
  ...span,
  ownerCode,
  routeCode,
  workZoneCode,
});

const contractIdOf = (
  span: ReportSpan,
  place: RoadPlace,
  { contracts, machineCode }: Attribution,
): string | null => contractFor(contracts, machineCode, place, span.startAt)?.id ?? null;

/** Joins neighbours under one contract. */
const joinedByContract = (spans: readonly ContractSpan[]): ContractSpan[] => {
  const runs: { contractId: string | null; spans: ReportSpan[] }[] = [];
  for (const { span, contractId } of spans) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.contractId === contractId) last.spans.push(span);
    else runs.push({ contractId, spans: [span] });
  }
  return runs.flatMap((run) => joinSpans(run.spans).map((span) => ({ span, contractId: run.contractId })));
};

/** Indices of the contract work that other spans go with. */
const anchorsOf = (
  spans: readonly ReportSpan[],
  contractIds: readonly (string | null)[],
  crossingMs: number,
): number[] => {
  const all = spans.map((_, i) => i).filter((i) => spans[i].activity === 'work' && contractIds[i] !== null);
  const lasting = all.filter((i) => isLasting(spans[i], crossingMs));
  return lasting.length > 0 ? lasting : all;
};

/**
 * Gives each span of a dispatch its contract. Work has that of its road and day (spans are cut at midnight, so a contract
 * may end there). What is not work goes with the contract work that it leads to, else with that before it, else with the
 * place of the standby order; only then does it stand under none.
 */
export const attributeSpans = (spans: readonly ReportSpan[], attribution: Attribution): ContractSpan[] => {
  const cut = spans.flatMap((span) => cutSpan(span, attribution.passes, midnightsIn(span)));
  const ids = cut.map((span) => (span.activity === 'work' ? contractIdOf(span, span, attribution) : null));
  const indices = anchorsOf(cut, ids, attribution.crossingMs);
  const result = cut.map((span, i): ContractSpan => {
    if (span.activity === 'work') return { span, contractId: ids[i] };
    const anchor = indices.find((index) => index > i) ?? indices[indices.length - 1];
    if (anchor !== undefined) return { span: at(span, cut[anchor]), contractId: ids[anchor] };
    const place = span.activity === 'standby' ? attribution.standbyPlace : null;
    if (place === null) return { span, contractId: null };
    return { span: at(span, place), contractId: contractIdOf(span, place, attribution) };
  });
  return joinedByContract(result);
};
