import {
  type Contract,
  DAY_TYPE_JA,
  groupBy,
  OWNERSHIP_JA,
  type OwnerTotal,
  type Settlement,
  type SettlementLine,
  STANDBY_AMOUNT_JA,
  type StandbyLine,
  WORK_TYPE_JA,
} from '#domain';
import { type DocumentNames, nameOf } from '../document-names.js';
import {
  dateColumn,
  durationColumn,
  numberColumn,
  type Table,
  tableOf,
  textColumn,
  withoutEmptyColumns,
} from '../table.js';
import { bandName } from './report-words.js';

/** A settlement with what is printed beside it. */
export interface SettlementDocument {
  readonly settlement: Settlement;
  readonly contract: Contract;
  readonly names: DocumentNames;
  /** Root hash of the settlement's bundle; null while none is written. */
  readonly rootHash: string | null;
  /** False: it may still change, and says so. */
  readonly isReleased: boolean;
}

const ownersText = (
  names: DocumentNames,
  owners: readonly { readonly ownerCode: string; readonly yen: number }[],
): string =>
  owners
    .map(({ ownerCode, yen }) => `${nameOf(names.authorities, ownerCode)} ${yen.toLocaleString('en')}`)
    .join('、');

/** 出来高内訳書: every rounding of time at its price. Columns that the contract's scope leaves open are left out. */
export const settlementLinesTable = ({ settlement, contract, names }: SettlementDocument): Table =>
  withoutEmptyColumns(
    tableOf<SettlementLine>(
      '出来高内訳書',
      [
        numberColumn('番号', 6, ({ lineNo }) => lineNo),
        textColumn('機械番号', 10, ({ machineCode }) => machineCode),
        textColumn('機種', 14, ({ machineType }) => machineType),
        textColumn('規格', 9, ({ machineSpec }) => machineSpec),
        textColumn('所有', 6, ({ ownership }) => OWNERSHIP_JA[ownership]),
        dateColumn('業務日', ({ businessDate }) => businessDate),
        textColumn('日報番号', 26, ({ reportNo }) => reportNo),
        numberColumn('出動', 5, ({ dispatchNo }) => dispatchNo),
        textColumn('路線', 14, ({ routeCode }) => routeCode),
        textColumn('作業区分', 14, ({ workType }) => (workType === null ? null : WORK_TYPE_JA[workType])),
        textColumn('時間帯', 8, ({ timeBand }) => bandName(contract, timeBand)),
        textColumn('日区分', 7, ({ dayType }) => DAY_TYPE_JA[dayType]),
        durationColumn('実時間', ({ rawS }) => rawS),
        durationColumn('最低時間の追加', ({ topUpS }) => (topUpS === 0 ? null : topUpS)),
        durationColumn('精算時間', ({ billedS }) => billedS),
        numberColumn('単価(円/h)', 10, ({ yenPerHour }) => yenPerHour),
        numberColumn('金額(円)', 12, ({ yen }) => yen),
        textColumn('道路管理者別(円)', 26, ({ owners }) => ownersText(names, owners)),
      ],
      settlement.lines,
    ),
  );

/** 待機補償・固定費. */
export const standbyTable = ({ settlement, names }: SettlementDocument): Table =>
  tableOf<StandbyLine>(
    '待機・固定費',
    [
      textColumn('機械番号', 10, ({ machineCode }) => machineCode),
      textColumn('区分', 24, ({ kind }) => STANDBY_AMOUNT_JA[kind]),
      durationColumn('時間', ({ seconds }) => seconds),
      numberColumn('単価(円/h)', 10, ({ yenPerHour }) => yenPerHour),
      numberColumn('金額(円)', 12, ({ yen }) => yen),
      textColumn('道路管理者別(円)', 30, ({ owners }) => ownersText(names, owners)),
    ],
    settlement.standby,
  );

/** 道路管理者別合計. */
export const ownersTable = ({ settlement, names }: SettlementDocument): Table =>
  tableOf<OwnerTotal>(
    '道路管理者別合計',
    [
      textColumn('道路管理者', 24, ({ ownerCode }) => nameOf(names.authorities, ownerCode)),
      numberColumn('作業(円)', 14, ({ workYen }) => workYen),
      numberColumn('待機・固定費(円)', 14, ({ standbyYen }) => standbyYen),
      numberColumn('計(円)', 14, ({ totalYen }) => totalYen),
    ],
    settlement.owners,
  );

/** Sums of one price over the settlement: 単価別集計. */
export const pricesTable = ({ settlement, contract }: SettlementDocument): Table => {
  const byPrice = groupBy(settlement.lines, ({ priceId }) => priceId);
  const sum = (lines: readonly SettlementLine[], of: (line: SettlementLine) => number): number =>
    lines.reduce((before, line) => before + of(line), 0);
  return tableOf<SettlementLine[]>(
    '単価別集計',
    [
      textColumn('機種・規格', 22, ([{ machineType, machineSpec }]) => `${machineType} ${machineSpec}`),
      textColumn('所有', 6, ([{ ownership }]) => OWNERSHIP_JA[ownership]),
      textColumn('時間帯', 8, ([{ timeBand }]) => bandName(contract, timeBand)),
      textColumn('日区分', 7, ([{ dayType }]) => DAY_TYPE_JA[dayType]),
      durationColumn('実時間', (lines) => sum(lines, ({ rawS }) => rawS)),
      durationColumn('精算時間', (lines) => sum(lines, ({ billedS }) => billedS)),
      numberColumn('単価(円/h)', 11, ([{ yenPerHour }]) => yenPerHour),
      numberColumn('金額(円)', 13, (lines) => sum(lines, ({ yen }) => yen)),
    ],
    [...byPrice.values()],
  );
};
