import { checkContract } from '../contract/check-contract.js';
import type { Fault } from '../fault.js';
import { passesHash } from '../report/passes-hash.js';
import { settleMonth } from '../settlement/settle-month.js';
import { settleSeason } from '../settlement/settle-season.js';
import { SETTLEMENT_RULES_VERSION, type Settlement } from '../settlement/settlement.js';
import type { SettlementBundle } from './settlement-bundle.js';

/** The first place at which two values differ, such as `lines[3].owners[0].yen`. */
export interface Difference {
  readonly path: string;
  readonly settled: unknown;
  readonly recomputed: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object';

/** Compares two JSON values in the order of the first one's fields; null where they are equal. */
export const firstDifference = (settled: unknown, recomputed: unknown, path = ''): Difference | null => {
  if (!isObject(settled) || !isObject(recomputed))
    return Object.is(settled, recomputed) ? null : { path, settled, recomputed };
  for (const key of new Set([...Object.keys(settled), ...Object.keys(recomputed)])) {
    const place = Array.isArray(settled) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const difference = firstDifference(settled[key], recomputed[key], place);
    if (difference !== null) return difference;
  }
  return null;
};

export type RecomputeFault =
  | 'rules_version'
  | 'contract_faulty'
  | 'passes_hash'
  | 'not_settleable'
  | 'differs';

const faultOf = (code: RecomputeFault, ja: string, en: string): Fault<RecomputeFault> => ({ code, ja, en });

type Recomputable = Pick<SettlementBundle, 'settlement' | 'contract' | 'reports' | 'earlier'>;

const checkInput = ({ settlement, contract, reports }: Recomputable): Fault<RecomputeFault> | null => {
  if (settlement.rulesVersion !== SETTLEMENT_RULES_VERSION)
    return faultOf(
      'rules_version',
      `この精算は規則の第 ${settlement.rulesVersion} 版によるもので、このプログラムは第 ${SETTLEMENT_RULES_VERSION} 版です。合う版で検証してください。`,
      `The settlement was made by rules version ${settlement.rulesVersion}, this program has ${SETTLEMENT_RULES_VERSION}: verify with the one that fits.`,
    );
  const [broken] = checkContract(contract);
  if (broken !== undefined) return faultOf('contract_faulty', broken.ja, broken.en);
  const changed = reports.find((report) => passesHash(report.passes) !== report.passesHash);
  if (changed === undefined) return null;
  return faultOf(
    'passes_hash',
    `日報「${changed.reportNo}」の通過記録が、承認されたものと異なります。`,
    `The passes of report "${changed.reportNo}" are not those that were approved.`,
  );
};

const again = ({ settlement, contract, reports, earlier }: Recomputable) =>
  settlement.month === null
    ? settleSeason(contract, earlier)
    : settleMonth({ contract, month: settlement.month, reports, earlier });

/** Lines before the sums that follow from them, in whatever order the fields were read. */
const linesFirst = ({ lines, standby, ...sums }: Settlement): Settlement => ({ lines, standby, ...sums });

const LINE_PATH = /^(lines|standby)\[(\d+)\](.*)$/;

/** Standby lines are called S1, S2, … */
const lineOf = ({ path }: Difference): string => {
  const [, list, index] = LINE_PATH.exec(path) ?? [];
  return list === undefined ? '' : `${list === 'standby' ? 'S' : ''}${Number(index) + 1}`;
};

/** Is it a line that the settlement does not have: where its numbers jump, or behind the last? */
const isMissing = ({ path, settled }: Difference, { lines }: Settlement): boolean => {
  const [, list, index, field] = LINE_PATH.exec(path) ?? [];
  if (list === undefined) return false;
  if (field === '') return settled === undefined;
  return list === 'lines' && lines[Number(index)].lineNo > Number(index) + 1;
};

const lineMissing = (line: string): Fault<RecomputeFault> =>
  faultOf(
    'differs',
    `明細 ${line} が精算書にありません。再計算では明細 ${line} があります。`,
    `Line ${line} is missing in the settlement; recomputed, it is there.`,
  );

const differs = (line: string, { path, settled, recomputed }: Difference): Fault<RecomputeFault> => {
  const words = [JSON.stringify(settled), JSON.stringify(recomputed)];
  return faultOf(
    'differs',
    `${line === '' ? '' : `明細 ${line}:`}${path} は精算書では ${words[0]}、再計算では ${words[1]} です。`,
    `${line === '' ? '' : `Line ${line}: `}${path} is ${words[0]} in the settlement and ${words[1]} recomputed.`,
  );
};

/**
 * Settles again from the bundle's contract and reports and compares every second and yen with the settlement: its lines, then
 * its standby, then the sums. Null = equal; else the first thing that differs or that makes it impossible.
 */
export const recomputeSettlement = (bundle: Recomputable): Fault<RecomputeFault> | null => {
  const refused = checkInput(bundle);
  if (refused !== null) return refused;
  const { settlement, faults } = again(bundle);
  if (settlement === null) return faultOf('not_settleable', faults[0].ja, faults[0].en);
  const difference = firstDifference(linesFirst(bundle.settlement), settlement);
  if (difference === null) return null;
  const line = lineOf(difference);
  return isMissing(difference, bundle.settlement) ? lineMissing(line) : differs(line, difference);
};
