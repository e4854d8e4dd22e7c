import { byId, element } from '../dom/element.js';
import { redraw } from '../dom/redraw.js';
import { clockTimeOnDay, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import { type PlaceRow, titleOfRow } from './place-rows.js';

/** The table that says the same as the map: for screen readers, keyboards and browsers without WebGL2. */
export function renderPlaceList(
  rows: readonly PlaceRow[],
  nowAt: number,
  open: (row: PlaceRow) => void,
): void {
  redraw(
    byId<HTMLTableElement>('list'),
    element(
      'caption',
      {},
      say([
        '遅れの多い順、次に未除雪の多い順。距離はkm',
        'Most overdue first, then most left to clear; lengths in km',
      ]),
    ),
    element('thead', {}, headRow()),
    element('tbody', {}, ...rows.map((row) => bodyRow(row, nowAt, open))),
  );
}

const headRow = (): HTMLElement =>
  element(
    'tr',
    {},
    element('th', { scope: 'col' }, say(['町', 'Place'])),
    element('th', { scope: 'col' }, say(['除雪済', 'Cleared'])),
    element('th', { scope: 'col' }, say(['未除雪', 'To clear'])),
    element('th', { scope: 'col' }, say(['最終除雪', 'Last plow'])),
  );

function bodyRow(row: PlaceRow, nowAt: number, open: (row: PlaceRow) => void): HTMLElement {
  const button = element('button', { class: 'place-name', type: 'button' }, titleOfRow(row));
  button.addEventListener('click', () => open(row));
  const plowedAt = row.lastPlowedAt === null ? '–' : clockTimeOnDay(row.lastPlowedAt, nowAt, language());
  return element(
    'tr',
    { 'data-overdue': row.overdueKm > 0.05 },
    element('th', { scope: 'row' }, button),
    element('td', {}, kilometres(row.clearedKm)),
    element('td', {}, kilometres(row.remainingKm), row.overdueKm > 0.05 && lateMark(row.overdueKm)),
    element('td', {}, row.inProgressKm > 0.05 ? say(['作業中', 'at work']) : plowedAt),
  );
}

const lateMark = (overdueKm: number): HTMLElement =>
  element(
    'small',
    { class: 'late' },
    say([`うち遅れ ${kilometres(overdueKm)}`, `${kilometres(overdueKm)} overdue`]),
  );
