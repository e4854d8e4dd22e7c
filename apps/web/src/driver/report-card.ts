import type { ReportDetail } from '#wire';
import { byId, element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { writtenEntries } from '../report/entry-fields.js';
import { reportFigures, reportLines } from '../report/report-figures.js';
import { trackDrawing } from '../report/track-drawing.js';
import { underWayNote } from '../report/under-way.js';
import { dayOf, duration, timeOf } from '../text/format-paper.js';
import { language } from '../text/language.js';
import { FINDING_WORDS, STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import type { Waiting } from './kept.js';
import type { ReadReport } from './reports.js';
import { serviceNow } from './service-time.js';

export interface CardOptions {
  readonly waiting: readonly Waiting[];
  readonly place: number;
  readonly count: number;
  readonly onStep: (by: 1 | -1) => void;
  /** The service refused something: the reader has seen why, and reads the report anew. */
  readonly onReload: () => void;
  readonly onWork: () => void;
}

const nothing = (onWork: () => void): HTMLElement[] => [
  element(
    'section',
    { class: 'driver-empty', 'data-testid': 'empty' },
    element('h2', {}, say(['日報はまだありません', 'No report yet'])),
    element(
      'p',
      { class: 'quiet' },
      say(['除雪が終わると、ここに自動でできあがります。', 'It makes itself when the plowing is done.']),
    ),
  ),
  workLink(onWork),
];

const workLink = (onWork: () => void): HTMLElement => {
  const button = element(
    'button',
    { type: 'button', class: 'driver-button quiet work-open' },
    say(['作業ボタン（任意）', 'Work buttons (optional)']),
  );
  button.addEventListener('click', onWork);
  return button;
};

const head = (detail: ReportDetail, { place, count, onStep }: CardOptions): HTMLElement => {
  const arrow = (by: 1 | -1, sign: string, words: readonly [string, string]): HTMLElement => {
    const isEnd = by < 0 ? place === 0 : place >= count - 1;
    const button = element(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': say(words), disabled: isEnd },
      sign,
    );
    button.addEventListener('click', () => onStep(by));
    return button;
  };
  const times = detail.startedAt === null ? '' : `${timeOf(detail.startedAt)}–${timeOf(detail.endedAt)}`;
  const place2 = [detail.client?.name, `${place + 1}/${count}`].filter(Boolean).join(' ');
  return element(
    'header',
    { class: 'card-head' },
    arrow(-1, '‹', ['新しい日報', 'Newer']),
    element(
      'div',
      {},
      element('h1', {}, dayOf(detail.businessDate)),
      element('p', { class: 'quiet' }, `${detail.machine.name} ${times}`),
      element('p', { class: 'quiet' }, place2),
    ),
    element('span', { class: `state ${detail.state}` }, say(STATE_WORDS[detail.state])),
    arrow(1, '›', ['前の日報', 'Older']),
  );
};

const returned = (detail: ReportDetail): HTMLElement | null => {
  const last = [...detail.history].reverse().find(({ action }) => action === 'return');
  if (detail.state !== 'returned' || last === undefined) return null;
  return element(
    'p',
    { class: 'notice alarm' },
    say([`差戻しの理由：${last.reason}`, `Returned: ${last.reason}`]),
  );
};

const refusal = (waiting: readonly Waiting[], onReload: () => void): HTMLElement | null => {
  const refused = waiting.find((request) => request.refused !== undefined)?.refused;
  if (refused === undefined) return null;
  const button = element('button', { type: 'button', class: 'button' }, say(['読み直す', 'Load again']));
  button.addEventListener('click', onReload);
  return element('div', { class: 'notice alarm', role: 'alert' }, element('p', {}, refused), button);
};

const findings = (detail: ReportDetail): HTMLElement | null => {
  const open = detail.findings.filter(({ decision }) => decision === null);
  if (open.length === 0) return null;
  return element(
    'ul',
    { class: 'driver-findings' },
    ...open.map((finding) =>
      element(
        'li',
        {},
        element('strong', {}, say(FINDING_WORDS[finding.rule])),
        ` ${language() === 'ja' ? finding.ja : finding.en}`,
      ),
    ),
  );
};

const corrections = ({ history }: ReportDetail, waiting: readonly Waiting[]): HTMLElement | null => {
  const count = history.filter(({ action }) => action === 'correct').length;
  const unsent = waiting.filter(({ kind }) => kind === 'correct').length;
  if (count + unsent === 0) return null;
  const words: readonly [string, string] = [
    `修正 ${count + unsent} 件${unsent > 0 ? `（未送信 ${unsent}）` : ''}`,
    `${count + unsent} corrections${unsent > 0 ? ` (${unsent} unsent)` : ''}`,
  ];
  return element('p', { class: 'notice', 'data-testid': 'corrections' }, say(words));
};

const outside = ({ outside: lines }: ReportDetail): HTMLElement | null => {
  if (lines.length === 0) return null;
  const seconds = lines.reduce((sum, line) => sum + line.seconds, 0);
  return element(
    'p',
    { class: 'notice' },
    say([
      `契約外の作業 ${duration(seconds)}（請求されません）`,
      `Outside the contract ${duration(seconds)} (not billed)`,
    ]),
  );
};

const entries = (detail: ReportDetail): HTMLElement | null => {
  const written = writtenEntries(detail.entries);
  return written.length === 0 ? null : element('section', { class: 'driver-entries' }, factList(...written));
};

/** Draws the report on the page: its way, five numbers, its lines; or that there is none. */
export const renderReport = (read: ReadReport | null, options: CardOptions): void => {
  const main = byId('report');
  if (read === null) {
    main.replaceChildren(...nothing(options.onWork));
    return;
  }
  const { detail, track } = read;
  const parts = [
    head(detail, options),
    refusal(options.waiting, options.onReload),
    returned(detail),
    underWayNote(detail, Date.parse(serviceNow())),
    track?.bounds
      ? element('figure', { class: 'driver-map' }, trackDrawing(track) as unknown as HTMLElement)
      : null,
    reportFigures(detail),
    corrections(detail, options.waiting),
    findings(detail),
    reportLines(detail.dispatches.flatMap(({ lines }) => lines)),
    outside(detail),
    entries(detail),
    workLink(options.onWork),
  ];
  main.replaceChildren(...parts.filter((part) => part !== null));
};
