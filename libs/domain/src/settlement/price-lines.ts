import { yearMonthOf } from '../calendar/local-date.js';
import type { Contract } from '../contract/contract.js';
import type { RoundingScope } from '../contract/time-rounding.js';
import { groupBy } from '../group-by.js';
import { roundToUnit } from '../money/rounding.js';
import { shareByWeight } from '../money/share-by-weight.js';
import { yenForTime } from '../money/yen-for-time.js';
import type { ReportSpan } from '../report/report-span.js';
import type { BillablePiece, SpanPlace } from './billable-pieces.js';
import { secondsByOwner } from './dispatch-minimum.js';
import type { OwnerPart, SettlementLine, SpanEvidence } from './settlement.js';

type ScopeFields = Pick<
  SettlementLine,
  'machineCode' | 'businessDate' | 'reportNo' | 'dispatchNo' | 'routeCode' | 'workType'
>;

/** What a span is summed under before its time is rounded. */
export const scopeOf = (
  { report, dispatchNo }: Pick<SpanPlace, 'report' | 'dispatchNo'>,
  { routeCode, workType }: ReportSpan,
  scope: RoundingScope,
): ScopeFields => {
  const { machineCode, businessDate, reportNo } = report;
  const isDispatch = scope === 'dispatch' || scope === 'line';
  return {
    machineCode,
    businessDate: scope === 'month' ? null : businessDate,
    reportNo: isDispatch ? reportNo : null,
    dispatchNo: isDispatch ? dispatchNo : null,
    routeCode: scope === 'line' ? routeCode : null,
    workType: scope === 'line' ? workType : null,
  };
};

/** Sorts as the lines shall stand: by machine, date, dispatch, route, then price. */
const keyOf = (fields: ScopeFields, piece: BillablePiece): string =>
  [
    fields.machineCode,
    fields.businessDate ?? '',
    fields.reportNo ?? '',
    String(fields.dispatchNo ?? 0).padStart(4, '0'),
    fields.routeCode ?? '',
    fields.workType ?? '',
    yearMonthOf(piece.date),
    piece.price.id,
  ].join('\n');

const partsOf = (pieces: readonly BillablePiece[], billedS: number, yen: number): OwnerPart[] => {
  const raw = secondsByOwner(pieces).sort((a, b) => (a.code < b.code ? -1 : 1));
  const billed = shareByWeight(billedS, raw);
  const paid = shareByWeight(
    yen,
    raw.map(({ code }) => ({ code, weight: billed.get(code)! })),
  );
  return raw.map(({ code, weight }) => ({
    ownerCode: code,
    unroundedS: weight,
    billedS: billed.get(code)!,
    yen: paid.get(code)!,
  }));
};

const sumOf = (pieces: readonly BillablePiece[]): number =>
  pieces.reduce((sum, { seconds }) => sum + seconds, 0);

/** Pieces of one span that fell under one line count once. */
const evidenceOf = (pieces: readonly BillablePiece[]): SpanEvidence[] => {
  const bySpan = new Map<string, SpanEvidence>();
  for (const { place, seconds } of pieces) {
    const { reportNo, revision } = place.report;
    const key = `${reportNo}\n${place.dispatchNo}\n${place.span}`;
    const before = bySpan.get(key)?.seconds ?? 0;
    bySpan.set(key, {
      reportNo,
      revision,
      dispatchNo: place.dispatchNo,
      span: place.span,
      seconds: before + seconds,
    });
  }
  return [...bySpan.values()].sort(
    (a, b) =>
      (a.reportNo < b.reportNo ? -1 : a.reportNo > b.reportNo ? 1 : 0) ||
      a.dispatchNo - b.dispatchNo ||
      a.span - b.span,
  );
};

const amountsOf = (
  contract: Contract,
  pieces: readonly BillablePiece[],
): Omit<SettlementLine, 'lineNo' | keyof ScopeFields> => {
  const { unitMinutes, mode } = contract.timeRounding;
  const { price } = pieces[0];
  const worked = pieces.filter(({ isTopUp }) => !isTopUp);
  const rawS = sumOf(worked);
  const topUpS = sumOf(pieces) - rawS;
  const billedS = roundToUnit(rawS + topUpS, unitMinutes * 60, mode);
  const yen = yenForTime(billedS, price.yenPerHour, contract.amountRounding);
  return {
    machineType: price.machineType,
    machineSpec: price.machineSpec,
    ownership: price.ownership,
    priceId: price.id,
    timeBand: price.timeBand,
    dayType: price.dayType,
    yenPerHour: price.yenPerHour,
    rawS,
    topUpS,
    billedS,
    yen,
    owners: partsOf(pieces, billedS, yen),
    evidence: evidenceOf(worked),
  };
};

/**
 * Pieces of one contract and month → priced lines. Pieces of one price are summed over all owners at the contract's scope,
 * rounded once and priced once; then the rounded seconds are shared among the owners by their worked seconds, and the yen
 * by those. So neither seconds nor yen are lost between owners, and the order of pieces never matters.
 */
export const priceLines = (contract: Contract, pieces: readonly BillablePiece[]): SettlementLine[] => {
  const { scope } = contract.timeRounding;
  const fieldsOf = ({ place, source }: BillablePiece): ScopeFields => scopeOf(place, source, scope);
  const groups = groupBy(pieces, (piece) => keyOf(fieldsOf(piece), piece));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group], i) => ({ lineNo: i + 1, ...fieldsOf(group[0]), ...amountsOf(contract, group) }));
};
