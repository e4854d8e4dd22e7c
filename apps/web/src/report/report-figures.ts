import type { ReportDetail, ReportLine } from '#wire';
import { element } from '../dom/element.js';
import { duration, km } from '../text/format-paper.js';
import { WORK_TYPE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';

const figure = (words: readonly [string, string], value: string): HTMLElement =>
  element('div', {}, element('dt', {}, say(words)), element('dd', {}, value));

/** The five numbers of a report. */
export const reportFigures = ({ totals }: ReportDetail): HTMLElement =>
  element(
    'dl',
    { class: 'report-figures', 'data-testid': 'figures' },
    figure(['作業', 'Work'], duration(totals.workS)),
    figure(['回送', 'Deadhead'], duration(totals.deadheadS)),
    figure(['待機・休憩', 'Standby, break'], duration(totals.standbyS + totals.breakS + totals.downtimeS)),
    figure(['作業延長', 'Worked length'], km(totals.coveredM)),
    figure(['走行距離', 'Driven'], km(totals.distanceM)),
  );

const lineRow = (line: ReportLine): HTMLElement =>
  element(
    'li',
    {},
    element('strong', {}, line.routeName || line.routeNo || say(['路線外', 'Off the routes'])),
    element(
      'span',
      { class: 'line-words' },
      [say(WORK_TYPE_WORDS[line.workType] ?? [line.workType, line.workType]), line.timeBand]
        .filter(Boolean)
        .join('・'),
    ),
    element('span', { class: 'line-time' }, duration(line.seconds)),
    element('span', { class: 'line-length' }, km(line.coveredM)),
  );

/** A report's lines as a list, for phones. */
export const reportLines = (lines: readonly ReportLine[]): HTMLElement =>
  element('ul', { class: 'report-lines', 'data-testid': 'lines' }, ...lines.map(lineRow));
