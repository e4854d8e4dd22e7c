import { element } from '../dom/element.js';
import { WORK_TYPE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import type { Outbox } from './outbox.js';
import { serviceNow } from './service-time.js';

const PRESSED_KEY = 'yukimichi.pressed';

const pressed = (): string => {
  try {
    return localStorage.getItem(PRESSED_KEY) ?? '';
  } catch {
    return '';
  }
};

const remember = (workType: string): void => {
  try {
    localStorage.setItem(PRESSED_KEY, workType);
  } catch {
    // A browser that forbids storage forgets which button was pressed; the press itself is in the outbox.
  }
};

const post = (outbox: Outbox, machine: string, workType: string | null): Promise<void> =>
  outbox.add({
    reportNo: null,
    kind: 'work',
    method: 'POST',
    path: '/api/work-states',
    body: { vehicle: machine, at: serviceNow(), workType, source: 'button' },
  });

/** 作業ボタン: what the machine does from now on. Nobody must press them: they only name what GPS cannot see. */
export const workButtons = (outbox: Outbox, machine: string, onPress: () => void): HTMLElement => {
  const press = async (workType: string | null): Promise<void> => {
    await post(outbox, machine, workType);
    remember(workType ?? '');
    onPress();
  };
  const button = (workType: string, words: readonly [string, string]): HTMLElement => {
    const made = element(
      'button',
      { type: 'button', class: 'work-button', 'aria-pressed': String(pressed() === workType) },
      say(words),
    );
    made.addEventListener('click', () => void press(workType));
    return made;
  };
  const stop = element(
    'button',
    { type: 'button', class: 'work-button stop' },
    say(['作業を終える', 'Stop work']),
  );
  stop.addEventListener('click', () => void press(null));
  return element(
    'div',
    { class: 'work-buttons' },
    ...Object.entries(WORK_TYPE_WORDS).map(([workType, words]) => button(workType, words)),
    stop,
  );
};
