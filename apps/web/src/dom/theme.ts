import type { Theme } from '../map/palette.js';

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** What the reader's system asks for. */
export const systemTheme = (): Theme => (DARK.matches ? 'dark' : 'light');

/** Calls back when the reader's system changes between light and dark. */
export const onSystemTheme = (listener: (theme: Theme) => void): void =>
  DARK.addEventListener('change', () => listener(systemTheme()));

/** Fixes the page's theme, whatever the system asks for. */
export const setPageTheme = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
};
