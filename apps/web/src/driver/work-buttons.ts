import { element } from '../dom/element.js';
import { ACTIVITY_WORDS, WORK_TYPE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import type { Outbox } from './outbox.js';
import { serviceNow } from './service-time.js';

/** What a button says of a stop. */
const STOPS = ['standby', 'break', 'downtime'] as const;

const PRESSED_KEY = 'yukimichi.pressed';

const pressed = (): string => {
  try {
    return localStorage.getItem(PRESSED_KEY) ?? '';
  } catch {
    return '';
  }
};

const remember = (word: string): void => {
  try {
    localStorage.setItem(PRESSED_KEY, word);
  } catch {
    // A browser that forbids storage forgets which button was pressed; the press itself is in the outbox.
  }
};

/** What a button says: work of a type, a stop, or (neither) the end of work. */
interface Pressed {
  readonly workType?: string;
  readonly activity?: string;
}

const post = (outbox: Outbox, machine: string, pressed: Pressed): Promise<void> =>
  outbox.add({
    reportNo: null,
    kind: 'work',
    method: 'POST',
    path: '/api/work-states',
    body: { vehicle: machine, at: serviceNow(), ...pressed, source: 'button' },
  });

/** 作業ボタン: what the machine does from now on. Nobody must press them: they only name what GPS cannot see. */
export const workButtons = (outbox: Outbox, machine: string, onPress: () => void): HTMLElement => {
  const press = async (said: Pressed): Promise<void> => {
    await post(outbox, machine, said);
    remember(said.workType ?? said.activity ?? '');
    onPress();
  };
  const button = (said: Pressed, words: readonly [string, string], kind = ''): HTMLElement => {
    const isPressed = pressed() === (said.workType ?? said.activity);
    const made = element(
      'button',
      { type: 'button', class: `work-button ${kind}`, 'aria-pressed': String(isPressed) },
      say(words),
    );
    made.addEventListener('click', () => void press(said));
    return made;
  };
  const stop = element(
    'button',
    { type: 'button', class: 'work-button stop' },
    say(['作業を終える', 'Stop work']),
  );
  stop.addEventListener('click', () => void press({}));
  return element(
    'div',
    { class: 'work-buttons' },
    ...Object.entries(WORK_TYPE_WORDS).map(([workType, words]) => button({ workType }, words)),
    element(
      'p',
      { class: 'work-stops quiet' },
      say(['停まっている間（動き出すと終わります）', 'While standing (until it moves)']),
    ),
    ...STOPS.map((activity) => button({ activity }, ACTIVITY_WORDS[activity], 'short')),
    stop,
  );
};
