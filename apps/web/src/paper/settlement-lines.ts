import type { OwnerPart, SettlementDetail, SettlementLine } from '#wire';
import { element } from '../dom/element.js';
import { dayOf, hoursMinutes, yen } from '../text/format-paper.js';
import { DAY_TYPE_WORDS, WORK_TYPE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { reportHref } from './report-rows.js';

type Reports = SettlementDetail['reports'];

/** More links than this are folded away. */
const MOST_LINKS = 3;

/** Links to reports, each by its date. */
export const reportLinks = (reportNos: readonly string[], reports: Reports): Node => {
  const links = reportNos.map((reportNo) => {
    const report = reports.find((each) => each.reportNo === reportNo);
    const words = report === undefined ? reportNo : dayOf(report.businessDate);
    return element('a', { class: 'chip link', href: reportHref({ reportNo }), title: reportNo }, words);
  });
  if (links.length <= MOST_LINKS) return element('span', { class: 'above link-row' }, ...links);
  return element(
    'details',
    { class: 'above' },
    element('summary', {}, say([`${links.length} 件`, `${links.length} reports`])),
    element('span', { class: 'link-row' }, ...links),
  );
};

/** `石川県 1,200円 ・ 金沢市 800円`. */
export const ownersText = (owners: readonly OwnerPart[]): string =>
  owners.map((part) => `${part.owner?.name ?? '–'} ${yen(part.yen)}`).join('・');

const workText = ({ routeName, workType }: SettlementLine): string =>
  [routeName, workType === null ? '' : say(WORK_TYPE_WORDS[workType] ?? [workType, workType])]
    .filter(Boolean)
    .join(' ');

const timeColumn = (
  key: string,
  words: Column<SettlementLine>['words'],
  of: (line: SettlementLine) => number,
): Column<SettlementLine> => ({
  key,
  words,
  value: of,
  cell: (line) => (of(line) === 0 ? '–' : hoursMinutes(of(line))),
  isNumber: true,
});

const yenColumn = (
  key: string,
  words: Column<SettlementLine>['words'],
  of: (line: SettlementLine) => number,
): Column<SettlementLine> => ({ key, words, value: of, cell: (line) => yen(of(line)), isNumber: true });

/** Columns in which nothing stands in any line are left out. */
const columnsOf = ({ lines, reports }: SettlementDetail): Column<SettlementLine>[] => [
  { key: 'no', words: ['行', 'Line'], value: ({ lineNo }) => lineNo },
  {
    key: 'date',
    words: ['作業日', 'Date'],
    value: ({ businessDate }) => businessDate ?? '',
    cell: ({ businessDate }) => (businessDate === null ? '–' : dayOf(businessDate)),
  },
  { key: 'machine', words: ['機械', 'Machine'], value: ({ machine }) => machine.name },
  ...(lines.some((line) => workText(line) !== '')
    ? [{ key: 'work', words: ['路線・作業区分', 'Route, work'] as const, value: workText }]
    : []),
  {
    key: 'band',
    words: ['時間帯', 'Band'],
    value: ({ timeBand, dayType }) => `${timeBand}・${say(DAY_TYPE_WORDS[dayType] ?? [dayType, dayType])}`,
  },
  timeColumn('raw', ['実時間', 'Raw'], ({ rawS }) => rawS),
  ...(lines.some(({ topUpS }) => topUpS > 0)
    ? [timeColumn('topUp', ['最低の追加', 'Top-up'], ({ topUpS }) => topUpS)]
    : []),
  timeColumn('billed', ['精算時間', 'Billed'], ({ billedS }) => billedS),
  yenColumn('rate', ['単価', 'Rate'], ({ yenPerHour }) => yenPerHour),
  yenColumn('yen', ['金額', 'Amount'], (line) => line.yen),
  ...(lines.some(({ owners }) => owners.length > 1)
    ? [
        {
          key: 'owners',
          words: ['管理者別', 'By owner'] as const,
          value: ({ owners }: SettlementLine) => ownersText(owners),
        },
      ]
    : []),
  {
    key: 'reports',
    words: ['日報', 'Reports'],
    value: ({ reportNos }) => reportNos.join(' '),
    cell: ({ reportNos }) => reportLinks(reportNos, reports),
  },
];

/** 精算明細: each rounding of time at one price, with the reports that it is made from. */
export const lineTable = (detail: SettlementDetail): DataTable<SettlementLine> => {
  const table = new DataTable<SettlementLine>({
    caption: ['精算明細', 'Lines'],
    columns: columnsOf(detail),
    keyOf: ({ lineNo }) => String(lineNo),
    hrefOf: ({ reportNos }) => (reportNos.length === 1 ? reportHref({ reportNo: reportNos[0] }) : null),
    textOf: (line) =>
      [
        ...[line.machine.name, line.machine.code, line.businessDate, line.timeBand],
        ...[workText(line), ...line.reportNos],
      ].join(' '),
    sort: { key: 'no', isFalling: false },
    empty: ['明細はありません。', 'No lines.'],
  });
  table.show(detail.lines);
  return table;
};
