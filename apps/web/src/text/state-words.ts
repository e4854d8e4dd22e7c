import { type NetworkState, shownState } from '#wire';
import { type Form, formOf } from '../state/segment-form.js';
import { clockTimeOnDay } from './format-time.js';
import { language } from './language.js';
import { FORM_WORDS, say } from './words.js';

/** Plowing times in the state snapshot are whole minutes. */
export const MINUTE_MS = 60_000;

export const isCleared = (form: Form): boolean => form.startsWith('cleared_');

/** `除雪済 8:42`, or the state's words where no time belongs to it. */
export function stateWords(form: Form, plowedAtMin: number, nowAt: number): string {
  if (!isCleared(form)) return say(FORM_WORDS[form]);
  return `${say(['除雪済', 'Cleared'])} ${clockTimeOnDay(plowedAtMin * MINUTE_MS, nowAt, language())}`;
}

/** Form and words of one segment, its worse direction; a number beyond the state's network has no data. */
export function segmentShown(
  segment: number,
  state: NetworkState,
  nowAt: number,
): { form: Form; words: string } {
  if (segment >= state.segmentCount) return { form: 'no_data', words: say(FORM_WORDS.no_data) };
  const shown = shownState(state, segment);
  const form = formOf(shown.clearance, shown.plowedAtMin, nowAt, state);
  return { form, words: stateWords(form, shown.plowedAtMin, nowAt) };
}
