import type { Content } from 'pdfmake';
import { lastDateOf, type Settlement } from '#domain';
import { nameOf } from '../document-names.js';
import { printDuration, type Table } from '../table.js';
import {
  ownersTable,
  pricesTable,
  type SettlementDocument,
  settlementLinesTable,
  standbyTable,
} from '../tables/settlement-tables.js';
import {
  CONTENT_PT,
  dataTable,
  type Field,
  fieldGrid,
  heading,
  note,
  stampBoxes,
  text,
  title,
  together,
  yen,
} from './layout.js';
import { printPdf } from './print-pdf.js';

const MODE_JA = { floor: '切捨て', half_up: '四捨五入', ceil: '切上げ' } as const;
const SCOPE_JA = {
  line: '路線・作業区分ごと',
  dispatch: '出動ごと',
  machine_day: '機械・業務日ごと',
  month: '機械・月ごと',
} as const;

const thousands = (value: number): string => value.toLocaleString('en');

/** Totals under the columns of that heading; the label stands in the first column. */
const totalsRow = (table: Table, totals: Readonly<Record<string, string>>): string[] =>
  table.columns.map(({ heading: name }, i) => (i === 0 ? '計' : (totals[name] ?? '')));

const timeTotals = ({ rawS, billedS, workYen }: Settlement): Record<string, string> => ({
  実時間: printDuration(rawS),
  精算時間: printDuration(billedS),
  '金額(円)': thousands(workYen),
});

export const periodText = ({ settlement, contract }: SettlementDocument): string =>
  settlement.month === null
    ? `${contract.fromDate} ～ ${contract.toDate}(年度末精算)`
    : `${settlement.month.replace('-', ' 年 ')} 月分`;

const headFields = (document: SettlementDocument): Field[] => {
  const { settlement, contract, names } = document;
  const { unitMinutes, mode, scope } = contract.timeRounding;
  return [
    ['契約番号', `${settlement.contractId}(第 ${settlement.contractVersion} 版)`],
    ['精算対象', periodText(document)],
    ['件名', contract.title],
    ['契約期間', `${contract.fromDate} ～ ${contract.toDate}`],
    ['発注者', nameOf(names.authorities, contract.clientCode)],
    ['担当課', `${contract.clientOffice} ${contract.supervisor}`],
    ['受注者', nameOf(names.contractors, contract.contractorCode)],
    ['業者番号', contract.contractorCode],
    ['時間の端数', `${unitMinutes} 分単位 ${MODE_JA[mode]}(${SCOPE_JA[scope]}に 1 回)`],
    ['円未満の端数', MODE_JA[contract.amountRounding]],
    [
      '1 出動の最低',
      contract.minimumPerDispatchMinutes === 0 ? 'なし' : `${contract.minimumPerDispatchMinutes} 分`,
    ],
    ['回送の支払', contract.deadheadBillable ? 'あり' : 'なし'],
    ['対象日報', `${settlement.reports.length} 件`],
    ['計算規則', `第 ${settlement.rulesVersion} 版`],
  ];
};

const amountFields = ({ workYen, standbyYen, totalYen, rawS, billedS }: Settlement): Field[] => [
  ['実時間', printDuration(rawS)],
  ['精算時間', printDuration(billedS)],
  ['作業', yen(workYen)],
  ['待機・固定費', yen(standbyYen)],
  ['精算額(税抜)', yen(totalYen)],
  ['', ''],
];

/** On every page of what is not released: it may be settled again and come to another sum. */
const unsettled = ({ isReleased }: SettlementDocument): string => (isReleased ? '' : '【未確定】');
const UNSETTLED_JA = 'まだ支払いに回していない精算です。金額は変わることがあります。';

const cover = (document: SettlementDocument): Content[] => {
  const { settlement, rootHash } = document;
  const widthPt = CONTENT_PT.portrait;
  const [prices, standby, owners] = [pricesTable(document), standbyTable(document), ownersTable(document)];
  const standbyTotal = { '金額(円)': thousands(settlement.standbyYen) };
  return [
    title(`除雪業務 精算書${unsettled(document)}`),
    ...(document.isReleased ? [] : [text(UNSETTLED_JA, { alignment: 'center', margin: [0, -6, 0, 6] })]),
    fieldGrid(headFields(document), 2, widthPt),
    text(`精算額 ${yen(settlement.totalYen)}(消費税及び地方消費税を含まない)`, {
      fontSize: 13,
      bold: true,
      alignment: 'center',
      margin: [0, 4, 0, 8],
    }),
    fieldGrid(amountFields(settlement), 2, widthPt),
    heading('単価別集計'),
    prices.rows.length === 0
      ? note('作業はありません。')
      : dataTable(prices, { widthPt, totals: totalsRow(prices, timeTotals(settlement)) }),
    heading('待機・固定費'),
    standby.rows.length === 0
      ? note('待機・固定費はありません。')
      : dataTable(standby, { widthPt, totals: totalsRow(standby, standbyTotal) }),
    heading('道路管理者別'),
    dataTable(owners, {
      widthPt,
      totals: totalsRow(owners, {
        '作業(円)': thousands(settlement.workYen),
        '待機・固定費(円)': thousands(settlement.standbyYen),
        '計(円)': thousands(settlement.totalYen),
      }),
    }),
    together([
      heading('証拠'),
      note(`検証用ファイル一式のルートハッシュ(SHA-256): ${rootHash ?? '未作成'}`),
      stampBoxes([
        ['受注者', ''],
        ['監督員', ''],
        ['課長', ''],
      ]),
    ]),
  ];
};

const breakdown = (document: SettlementDocument): Content[] => {
  const lines = settlementLinesTable(document);
  if (lines.rows.length === 0) return [];
  return [
    { ...title(`出来高内訳書${unsettled(document)}`), pageBreak: 'before', pageOrientation: 'landscape' },
    note(
      '実時間は日報の秒単位の合計、精算時間は契約の端数処理を 1 回行った時間です。金額 = 単価 × 精算時間。',
    ),
    dataTable(lines, {
      widthPt: CONTENT_PT.landscape,
      fontSize: 7,
      totals: totalsRow(lines, timeTotals(document.settlement)),
    }),
  ];
};

/** 精算書 with its 出来高内訳書: A4, the breakdown in landscape. Without tax; the invoice adds that once. */
export const printSettlement = (document: SettlementDocument): Promise<Uint8Array> => {
  const { settlement, contract, names } = document;
  return printPdf([...cover(document), ...breakdown(document)], {
    number: `精算書${unsettled(document)} ${settlement.contractId} ${settlement.month ?? '年度末'}`,
    date: settlement.month === null ? contract.toDate : lastDateOf(settlement.month),
    author: nameOf(names.contractors, contract.contractorCode),
    orientation: 'portrait',
  });
};
