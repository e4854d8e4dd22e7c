import type { NetworkState } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { directionList, type SaidDirection } from '../map/direction-list.js';
import { formSwatch } from '../map/form-swatch.js';
import type { Theme } from '../map/palette.js';
import { formOf } from '../state/segment-form.js';
import { ageWords, clockTimeOnDay, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { isCleared, MINUTE_MS, segmentShown, stateWords } from '../text/state-words.js';
import { AUTHORITY_WORDS, ROUTE_CLASS_WORDS, say } from '../text/words.js';
import { type ChosenPlace, type ChosenSegment, nameOfSegment } from './choice.js';
import { titleOfRow } from './place-rows.js';

/** What an answer is made of besides the choice itself. */
export interface AnswerContext {
  state: NetworkState;
  nowAt: number;
  theme: Theme;
}

/** The answer for a tapped road: one sentence with whose road it is, then each direction. */
export function segmentAnswer(choice: ChosenSegment, context: AnswerContext): HTMLElement[] {
  const { state, nowAt, theme } = context;
  const { form, words } = segmentShown(choice.segment, state, nowAt);
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
        element('small', {}, ` ${roadWords(choice)}`),
      ),
    ),
    directionList([sideOf(2 * choice.segment, context), sideOf(2 * choice.segment + 1, context)], {
      ...choice,
      theme,
    }),
  ];
}

function sideOf(directed: number, { state, nowAt }: AnswerContext): SaidDirection {
  const plowedAtMin = state.plowedAtMin[directed];
  const form = formOf(state.clearance[directed], plowedAtMin, nowAt, state);
  const plowedAt = plowedAtMin * MINUTE_MS;
  const last = say([
    `前回 ${clockTimeOnDay(plowedAt, nowAt, 'ja')}`,
    `last plowed ${clockTimeOnDay(plowedAt, nowAt, 'en')}`,
  ]);
  const facts = [
    plowedAtMin > 0 && !isCleared(form) && last,
    plowedAtMin > 0 && ageWords(nowAt - plowedAt, language()),
    state.treated[directed] === 1 && say(['凍結防止剤を散布', 'anti-icing agent spread']),
    plowedAtMin === 0 &&
      state.passed[directed] === 1 &&
      say(['作業車が通過（除雪とは限らない）', 'a machine passed (not necessarily clearing)']),
  ];
  return { form, words: stateWords(form, plowedAtMin, nowAt), facts: facts.filter(Boolean).join(' · ') };
}

/** Whose road it is, how the plan ranks it, and what is special about it. */
function roadWords({ authority, routeClass, bridge, tunnel }: ChosenSegment): string {
  const keeper = say(AUTHORITY_WORDS[authority] ?? AUTHORITY_WORDS.other);
  const words = [
    say([`${keeper}管理`, `kept by: ${keeper}`]),
    say(ROUTE_CLASS_WORDS[routeClass] ?? ROUTE_CLASS_WORDS.none),
    bridge && say(['橋', 'bridge']),
    tunnel && say(['トンネル', 'tunnel']),
  ];
  return words.filter(Boolean).join(' · ');
}

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
    factList(
      [say(['最終除雪', 'Last plow']), plowed],
      row.overdueKm > 0.05 && [say(['遅れ', 'Overdue']), `${kilometres(row.overdueKm)} km`],
      row.inProgressKm > 0.05 && [say(['作業中', 'At work']), `${kilometres(row.inProgressKm)} km`],
    ),
  ];
}

/** `除雪済 3.2 km・未除雪 0.8 km`. */
export const placeWords = (clearedKm: number, remainingKm: number): string =>
  say([
    `除雪済 ${kilometres(clearedKm)} km・未除雪 ${kilometres(remainingKm)} km`,
    `cleared ${kilometres(clearedKm)} km, to clear ${kilometres(remainingKm)} km`,
  ]);
