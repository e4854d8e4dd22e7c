export type Language = 'ja' | 'en';
const STORAGE_KEY = 'yukimichi.language';

let current: Language = 'ja';
const listeners: (() => void)[] = [];

/** The language of the page: the reader's last choice, else Japanese. */
export const language = (): Language => current;

/** Reads the reader's last choice; storage may be closed to the page, then Japanese stays. */
export function restoreLanguage(): void {
  try {
    if (localStorage.getItem(STORAGE_KEY) === 'en') current = 'en';
  } catch {
    current = 'ja';
  }
  document.documentElement.lang = current;
}

/** Changes the language and redraws everything that asked to be told. */
export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // A browser that forbids storage keeps the choice for this visit only.
  }
  for (const listener of listeners) listener();
}

/** Calls back after every change of language. */
export const onLanguage = (listener: () => void): void => {
  listeners.push(listener);
};
