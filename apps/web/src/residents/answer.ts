import type { NetworkState } from '#wire';
import { element } from '../dom/element.js';
import { formSwatch } from '../map/form-swatch.js';
import type { Theme } from '../map/palette.js';
import { formOf } from '../state/segment-form.js';
import { ageWords, clockTimeOnDay, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { isCleared, MINUTE_MS, segmentShown, stateWords } from '../text/state-words.js';
import { AUTHORITY_WORDS, boundFor, ROUTE_CLASS_WORDS, say } from '../text/words.js';
import { type ChosenPlace, type ChosenSegment, nameOfSegment } from './choice.js';
import { titleOfRow } from './place-rows.js';

/** What an answer is made of besides the choice itself. */
export interface AnswerContext {
  state: NetworkState;
  nowAt: number;
  theme: Theme;
}

/** The answer for a tapped road: one sentence, then each direction, then whose road it is. */
export function segmentAnswer(choice: ChosenSegment, context: AnswerContext): HTMLElement[] {
  const { state, nowAt, theme } = context;
  const { form, words } = segmentShown(choice.segment, state, nowAt);
  const keeper = say(AUTHORITY_WORDS[choice.authority] ?? AUTHORITY_WORDS.other);
  return [
    element(
      'h2',
      { class: 'answer-line' },
      formSwatch(form, theme),
      element(
        'span',
        {},
        `${nameOfSegment(choice)}${say(['：', ': '])}`,
        element('strong', {}, words),
        element('small', {}, say([` ${keeper}管理`, ` kept by: ${keeper}`])),
      ),
    ),
    element('ul', { class: 'directions' }, ...directionRows(choice, context)),
    factLine(choice),
  ];
}

function directionRows(choice: ChosenSegment, context: AnswerContext): HTMLElement[] {
  if (choice.oneWay) return [directionRow(say(['一方通行', 'One-way']), 2 * choice.segment, context)];
  const { bearingDeg } = choice;
  return [0, 1].map((direction) => {
    const label =
      bearingDeg === null
        ? say(direction === 0 ? ['片側', 'One side'] : ['反対側', 'Other side'])
        : boundFor(bearingDeg + 180 * direction);
    return directionRow(label, 2 * choice.segment + direction, context);
  });
}

function directionRow(label: string, directed: number, { state, nowAt, theme }: AnswerContext): HTMLElement {
  const plowedAtMin = state.plowedAtMin[directed];
  const form = formOf(state.clearance[directed], plowedAtMin, nowAt, state);
  const age = plowedAtMin > 0 ? ageWords(nowAt - plowedAtMin * MINUTE_MS, language()) : '';
  const last =
    plowedAtMin > 0 && !isCleared(form)
      ? say([
          `前回 ${clockTimeOnDay(plowedAtMin * MINUTE_MS, nowAt, 'ja')}`,
          `last plowed ${clockTimeOnDay(plowedAtMin * MINUTE_MS, nowAt, 'en')}`,
        ])
      : '';
  const facts = [
    last,
    age,
    state.treated[directed] === 1 && say(['凍結防止剤を散布', 'anti-icing agent spread']),
    state.passed[directed] === 1 &&
      say(['作業車が通過（除雪とは限らない）', 'a machine passed (not necessarily clearing)']),
  ].filter(Boolean);
  return element(
    'li',
    {},
    formSwatch(form, theme),
    element(
      'span',
      {},
      element('b', {}, label),
      ` ${stateWords(form, plowedAtMin, nowAt)}`,
      facts.length > 0 && element('small', {}, facts.join(' · ')),
    ),
  );
}

/** Whose road it is and how the plan ranks it, in one line. */
function factLine({ routeClass, bridge, tunnel }: ChosenSegment): HTMLElement {
  const rank = say(ROUTE_CLASS_WORDS[routeClass] ?? ROUTE_CLASS_WORDS.none);
  const words = [
    say([`路線区分 ${rank}`, `Plan class: ${rank}`]),
    bridge && say(['橋', 'bridge']),
    tunnel && say(['トンネル', 'tunnel']),
  ];
  return element('p', { class: 'quiet' }, words.filter(Boolean).join(' · '));
}

const fact = (name: string, value: string): HTMLElement[] => [
  element('dt', {}, name),
  element('dd', {}, value),
];

/** The answer for a whole place: what is cleared, what is left, when a plow was last here. */
export function placeAnswer({ row }: ChosenPlace, nowAt: number): HTMLElement[] {
  const plowed =
    row.lastPlowedAt === null
      ? say(['まだ除雪なし', 'no plow yet'])
      : clockTimeOnDay(row.lastPlowedAt, nowAt, language());
  const line = placeWords(row.clearedKm, row.remainingKm);
  return [
    element(
      'h2',
      { class: 'answer-line' },
      element('span', {}, `${titleOfRow(row)}${say(['：', ': '])}`, element('strong', {}, line)),
    ),
    element(
      'dl',
      { class: 'facts' },
      ...fact(say(['最終除雪', 'Last plow']), plowed),
      ...(row.overdueKm > 0.05 ? fact(say(['遅れ', 'Overdue']), `${kilometres(row.overdueKm)} km`) : []),
      ...(row.inProgressKm > 0.05
        ? fact(say(['作業中', 'At work']), `${kilometres(row.inProgressKm)} km`)
        : []),
    ),
  ];
}

/** `除雪済 3.2 km・未除雪 0.8 km`. */
export const placeWords = (clearedKm: number, remainingKm: number): string =>
  say([
    `除雪済 ${kilometres(clearedKm)} km・未除雪 ${kilometres(remainingKm)} km`,
    `cleared ${kilometres(clearedKm)} km, to clear ${kilometres(remainingKm)} km`,
  ]);
