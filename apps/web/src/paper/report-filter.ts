import type { ReportRow, ReportState } from '#wire';
import { element } from '../dom/element.js';
import { labelled, selectOf } from '../dom/field.js';
import { STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { withQuery } from './list-address.js';

type Phrase = readonly [ja: string, en: string];

/** A tab of the list: which states it shows, and in which order. */
export interface ReportGroup {
  readonly key: string;
  readonly words: Phrase;
  readonly states: readonly ReportState[];
  /** What waits for a decision is listed worst first and whatever its date. */
  readonly isQueue: boolean;
}

const STATES = Object.keys(STATE_WORDS) as ReportState[];
const group = (key: string, words: Phrase, states: readonly ReportState[], isQueue = false): ReportGroup => ({
  key,
  words,
  states,
  isQueue,
});

export const REPORT_GROUPS: readonly ReportGroup[] = [
  group('queue', ['確認待ち', 'To check'], ['submitted', 'checked'], true),
  group('open', ['作成中・差戻し', 'Drafts, returned'], ['draft', 'returned']),
  group('done', ['承認済', 'Approved'], ['approved', 'settled']),
  group('all', ['すべて', 'All'], STATES),
];

const DAY_MS = 86_400_000;
/** Lists other than the queue begin so long ago where no date is asked for: a month and the nights around it. */
const USUAL_DAYS = 35;

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);

/** What an address such as `#/reports?queue&from=2026-01-01` names on a day. */
export const readFilter = (
  text: string,
  today: string,
): { readonly group: ReportGroup; readonly filter: URLSearchParams } => {
  const [key, ...rest] = text.split('&');
  const group = REPORT_GROUPS.find((each) => each.key === key) ?? REPORT_GROUPS[REPORT_GROUPS.length - 1];
  const filter = new URLSearchParams(rest.join('&'));
  if (!group.isQueue && rest.length === 0) filter.set('from', daysBefore(today, USUAL_DAYS));
  return { group, filter };
};

/** The same as the service is asked, from the row `offset` on. */
export const listPath = (
  { states, isQueue }: ReportGroup,
  filter: URLSearchParams,
  offset: number,
): string => {
  const query = new URLSearchParams(filter);
  if (!query.has('states')) query.set('states', states.join(','));
  if (isQueue) query.set('order', 'worst');
  query.set('offset', String(offset));
  return `/api/reports?${query}`;
};

const dateField = (words: Phrase, name: 'from' | 'to', filter: URLSearchParams): HTMLElement =>
  labelled(words, element('input', { type: 'date', name, value: filter.get(name) ?? '' }));

const stateField = ({ states }: ReportGroup, filter: URLSearchParams): HTMLElement => {
  const all = ['', say(['すべて', 'All'])] as const;
  const select = selectOf(
    [all, ...states.map((state) => [state, say(STATE_WORDS[state])] as const)],
    filter.get('states') ?? '',
  );
  select.name = 'states';
  return labelled(['状態', 'State'], select);
};

/** Machines of the rows that are shown are offered; any other code can be typed. */
export const machineOptions = (rows: readonly ReportRow[]): HTMLElement[] =>
  [...new Map(rows.map(({ machine }) => [machine.code, machine.name])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, name]) => element('option', { value }, name));

const cleanField = (filter: URLSearchParams): HTMLElement => {
  const box = element('input', { type: 'checkbox', name: 'clean', value: 'true' });
  box.checked = filter.get('clean') === 'true';
  return element('label', { class: 'check' }, box, say(['指摘のないものだけ', 'Clean ones only']));
};

/** The fields of a filter; `machines` offers codes. */
export const filterForm = (
  group: ReportGroup,
  filter: URLSearchParams,
  machines: HTMLElement,
): HTMLFormElement => {
  const form = element(
    'form',
    { class: 'search-form' },
    dateField(['作業日（から）', 'From'], 'from', filter),
    dateField(['作業日（まで）', 'To'], 'to', filter),
    stateField(group, filter),
    labelled(
      ['機械番号', 'Machine'],
      element('input', {
        name: 'machine',
        list: machines.id,
        autocomplete: 'off',
        maxlength: 200,
        value: filter.get('machine') ?? '',
      }),
    ),
    group.isQueue && cleanField(filter),
    element('button', { class: 'button', type: 'submit' }, say(['表示する', 'Show'])),
    machines,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = [...new FormData(form)].filter(([, value]) => value !== '') as [string, string][];
    const before = location.hash;
    const query = [group.key, new URLSearchParams(given).toString()].filter(Boolean).join('&');
    location.hash = withQuery(before, query);
    if (location.hash === before) dispatchEvent(new HashChangeEvent('hashchange'));
  });
  return form;
};
