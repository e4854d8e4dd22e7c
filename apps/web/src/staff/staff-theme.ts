import { setPageTheme } from '../dom/theme.js';
import type { Theme } from '../map/palette.js';
import { hourOfDay } from '../text/format-time.js';

const NIGHT_FROM = 17;
const NIGHT_TO = 7;

/** Dark in the storm's night, light by its day. */
export const themeOfHour = (hour: number): Theme =>
  hour >= NIGHT_FROM || hour < NIGHT_TO ? 'dark' : 'light';

/** The console's theme: it follows the storm's clock until the reader chooses one. */
export class StaffTheme {
  current: Theme = 'dark';
  private chosen = false;
  private readonly listeners: ((theme: Theme) => void)[] = [];

  onChange(listener: (theme: Theme) => void): void {
    this.listeners.push(listener);
  }

  /** @param nowAt epoch milliseconds of the storm's clock; 0 while unknown. */
  followHour(nowAt: number): void {
    if (!this.chosen && nowAt > 0) this.set(themeOfHour(hourOfDay(nowAt)));
  }

  toggle(): void {
    this.chosen = true;
    this.set(this.current === 'dark' ? 'light' : 'dark');
  }

  private set(theme: Theme): void {
    if (theme === this.current) return;
    this.current = theme;
    setPageTheme(theme);
    for (const listener of this.listeners) listener(theme);
  }
}
