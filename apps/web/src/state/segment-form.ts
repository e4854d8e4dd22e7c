import { CLEARANCE_WORDS, type NetworkState, shownState } from '#wire';
import type { FORM_WORDS } from '../text/words.js';

/** How a segment is drawn: the clearance word, with `cleared` split by its age. */
export type Form = keyof typeof FORM_WORDS;

/** The forms in the order of their codes in the map's feature state. */
export const FORMS: readonly Form[] = [
  'not_target',
  'no_data',
  'due',
  'overdue',
  'snowed_again',
  'cleared_24h',
  'cleared_3h',
  'cleared_1h',
  'in_progress',
  'melting_pipe',
];

const MINUTE_MS = 60_000;

/** The form of one clearance at an instant. Ages are from the last plowing; past the last band a storm makes it due. */
export function formOf(
  clearance: number,
  plowedAtMin: number,
  nowAt: number,
  bands: Pick<NetworkState, 'ageBandsMs' | 'stormOn'>,
): Form {
  const word = CLEARANCE_WORDS[clearance];
  if (word !== 'cleared') return word;
  const ageMs = nowAt - plowedAtMin * MINUTE_MS;
  const [freshMs, middleMs, lastMs] = bands.ageBandsMs;
  if (ageMs <= freshMs) return 'cleared_1h';
  if (ageMs <= middleMs) return 'cleared_3h';
  return ageMs > lastMs && bands.stormOn ? 'due' : 'cleared_24h';
}

/** The form codes of every segment at an instant: the worse of its two directions. */
export function formsAt(state: NetworkState, nowAt: number): Uint8Array {
  const codes = new Uint8Array(state.segmentCount);
  for (let s = 0; s < state.segmentCount; s += 1) {
    const shown = shownState(state, s);
    codes[s] = FORMS.indexOf(formOf(shown.clearance, shown.plowedAtMin, nowAt, state));
  }
  return codes;
}

/** Numbers of the segments whose form differs; all of them when there was none before. */
export function changedSegments(before: Uint8Array | null, after: Uint8Array): number[] {
  const changed: number[] = [];
  for (let s = 0; s < after.length; s += 1) {
    if (before === null || before[s] !== after[s]) changed.push(s);
  }
  return changed;
}
