import type { DailyReport } from '../report/daily-report.js';
import type { Settlement, StandbyLine } from '../settlement/settlement.js';
import type { FixChain } from './fix-chain.js';
import { type SpanPointer, spanDays, spanPointers } from './line-evidence.js';
import { type SettledPointer, standbySources } from './standby-sources.js';

/** Everything that an amount of a standby policy rests on, besides its contract. */
export interface StandbyEvidence extends Pick<StandbyLine, 'policy' | 'kind' | 'machineCode' | 'yenPerHour'> {
  /** 1, 2, … in the settlement's list. */
  readonly standbyNo: number;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly rulesVersion: number;
  readonly spans: readonly SpanPointer[];
  /** Lines of this settlement and those before it that it was computed from. */
  readonly settled: readonly SettledPointer[];
  readonly fixChains: readonly FixChain[];
}

/** The pointers of a settlement's standby lines. Throws RangeError as `evidenceOfLines` does. */
export const evidenceOfStandby = (
  settlement: Settlement,
  {
    reports,
    earlier,
    chains,
  }: {
    readonly reports: readonly DailyReport[];
    readonly earlier: readonly Settlement[];
    readonly chains: readonly FixChain[];
  },
): StandbyEvidence[] => {
  const sources = standbySources(settlement, { reports, earlier });
  return settlement.standby.map(({ policy, kind, machineCode, yenPerHour }, i) => {
    const spans = spanPointers(sources[i].spans, reports);
    const days = spanDays(spans);
    return {
      standbyNo: i + 1,
      contractId: settlement.contractId,
      contractVersion: settlement.contractVersion,
      rulesVersion: settlement.rulesVersion,
      policy,
      kind,
      machineCode,
      yenPerHour,
      spans,
      settled: sources[i].settled,
      fixChains: chains.filter((chain) => chain.machineCode === machineCode && days.has(chain.date)),
    };
  });
};
