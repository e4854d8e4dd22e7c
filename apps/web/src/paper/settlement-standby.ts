import type { SettlementDetail, StandbyLine } from '#wire';
import { element } from '../dom/element.js';
import { hoursMinutes, yen } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { ownersText, reportLinks } from './settlement-lines.js';
import { periodOf, settlementHref } from './settlement-words.js';
import { type Heading, sheetTable } from './sheet-parts.js';

const numbersText = ({ lineNos, standbyNos }: StandbyLine['from'][number]): string => {
  const numbers = [...lineNos.map(String), ...standbyNos.map((no) => `S${no}`)].join(', ');
  return say([`明細 ${numbers}`, `lines ${numbers}`]);
};

/** What it was computed from: reports with the waiting, or lines of this settlement or of one before. */
const basis = ({ reportNos, from }: StandbyLine, detail: SettlementDetail): Node => {
  if (reportNos.length > 0) return reportLinks(reportNos, detail.reports);
  if (from.length === 0)
    return element('span', { class: 'quiet' }, say(['契約の定め', 'The contract alone']));
  const { contractId } = detail;
  const parts = from.map((each) =>
    each.period === detail.period
      ? element('span', {}, numbersText(each))
      : element(
          'a',
          { class: 'link', href: settlementHref({ contractId, period: each.period }) },
          `${periodOf(each.period)} ${numbersText(each)}`,
        ),
  );
  return element('span', { class: 'link-row' }, ...parts);
};

const row = (line: StandbyLine, no: number, detail: SettlementDetail): HTMLElement =>
  element(
    'tr',
    {},
    element('td', {}, `S${no}`),
    element('td', {}, line.machine.name),
    element('td', {}, line.kind),
    element('td', { class: 'number' }, line.seconds === null ? '–' : hoursMinutes(line.seconds)),
    element('td', { class: 'number' }, line.yenPerHour === null ? '–' : yen(line.yenPerHour)),
    element('td', { class: 'number' }, yen(line.yen)),
    element('td', {}, line.owners.length > 1 ? ownersText(line.owners) : ''),
    element('td', {}, basis(line, detail)),
  );

const HEADINGS: readonly Heading[] = [
  ['行', 'Line'],
  ['機械', 'Machine'],
  ['区分', 'Kind'],
  ['時間', 'Time', 'number'],
  ['単価', 'Rate', 'number'],
  ['金額', 'Amount', 'number'],
  ['管理者別', 'By owner'],
  ['根拠', 'Computed from'],
];

/** 待機補償・固定費, each with what it was computed from. */
export const standbySection = (detail: SettlementDetail): HTMLElement =>
  element(
    'section',
    { class: 'sheet-part', 'data-testid': 'standby' },
    element('h2', {}, say(['待機・固定費', 'Standby'])),
    sheetTable(
      HEADINGS,
      detail.standby.map((line, i) => row(line, i + 1, detail)),
    ),
  );
