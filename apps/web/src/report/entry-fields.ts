import type { ReportEntries } from '#wire';
import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { ENTRY_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';

const NUMBERS = new Set(['snowDepthCm', 'newSnowCm', 'airTempC', 'agentKg', 'haulTrips']);
const LONG = new Set(['incidents', 'remarks']);
/** Entries that are typed; photos have a way of their own. */
const TYPED = [
  'operator',
  'assistant',
  'snowDepthCm',
  'newSnowCm',
  'airTempC',
  'weather',
  'roadCondition',
  'agentType',
  'agentKg',
  'haulTrips',
  'dumpSiteId',
  'incidents',
  'remarks',
] as const;

/** What stands in an entry, as a form has it. */
export const entryText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
};

/** What stands in the entries, photos apart, in the order of the form. */
export const writtenEntries = (entries: ReportEntries): [words: string, text: string][] =>
  TYPED.map((name): [string, string] => [say(ENTRY_WORDS[name]), entryText(entries[name])]).filter(
    ([, text]) => text !== '',
  );

/** A typed entry as the service takes it. */
export const entryValue = (name: string, text: string): unknown => {
  if (NUMBERS.has(name)) return text.trim() === '' ? null : Number(text);
  if (name === 'incidents') return text.split('\n').filter((line) => line.trim() !== '');
  return text;
};

const controlOf = (name: string, value: string): HTMLInputElement | HTMLTextAreaElement => {
  if (LONG.has(name)) return element('textarea', { name, rows: 3, maxlength: 2000 }, value);
  const kind = NUMBERS.has(name) ? { type: 'number', step: 'any', inputmode: 'decimal' } : { maxlength: 200 };
  return element('input', { name, value, autocomplete: 'off', ...kind });
};

/** The entries of a report as fields; what is typed goes into `typed`. */
export const entryFields = (entries: ReportEntries, typed: Record<string, string>): HTMLElement[] =>
  TYPED.map((name) => {
    const control = controlOf(name, typed[name] ?? entryText(entries[name]));
    control.addEventListener('input', () => {
      typed[name] = control.value;
    });
    return labelled(ENTRY_WORDS[name], control);
  });
