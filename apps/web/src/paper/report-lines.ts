import type { ReportLine } from '#wire';
import { element } from '../dom/element.js';
import { hoursMinutes, km } from '../text/format-paper.js';
import { DAY_TYPE_WORDS, WORK_TYPE_WORDS } from '../text/paper-words.js';
import { ROUTE_CLASS_WORDS, say } from '../text/words.js';
import { type Heading, orWord, sheetTable } from './sheet-parts.js';

const routeWords = ({ routeNo, routeName }: ReportLine): string =>
  [routeNo, routeName].filter(Boolean).join(' ') || say(['路線外', 'Off routes']);

const cells = (line: ReportLine): HTMLElement =>
  element(
    'tr',
    {},
    element('td', {}, routeWords(line), element('span', { class: 'quiet line-section' }, line.section)),
    element('td', {}, orWord(ROUTE_CLASS_WORDS, line.routeClass)),
    element('td', {}, line.owner?.name ?? '–'),
    element('td', {}, line.workZone?.name ?? '–'),
    element('td', {}, orWord(WORK_TYPE_WORDS, line.workType)),
    element('td', {}, [line.timeBand, orWord(DAY_TYPE_WORDS, line.dayType)].filter(Boolean).join('・')),
    element('td', { class: 'number' }, hoursMinutes(line.seconds)),
    element('td', { class: 'number' }, km(line.coveredM)),
    element('td', { class: 'number' }, km(line.clearedM)),
  );

const HEADINGS: readonly Heading[] = [
  ['路線・区間', 'Route, section'],
  ['路線区分', 'Class'],
  ['管理者', 'Owner'],
  ['工区', 'Zone'],
  ['作業区分', 'Work'],
  ['時間帯', 'Band'],
  ['時間', 'Time', 'number'],
  ['作業延長', 'Worked', 'number'],
  ['除雪延長', 'Cleared', 'number'],
];

/** 作業明細: route or section × work type × time band (domain.md §1.2). */
export const reportLineTable = (lines: readonly ReportLine[]): HTMLElement =>
  sheetTable(HEADINGS, lines.map(cells));
