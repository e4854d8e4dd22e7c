import type { ReportEntries, ReportStep } from '#wire';
import { element } from '../dom/element.js';
import { entryText } from '../report/entry-fields.js';
import { timeOf } from '../text/format-paper.js';
import { calendarDay } from '../text/format-time.js';
import { language } from '../text/language.js';
import {
  ACTION_WORDS,
  ACTIVITY_WORDS,
  ENTRY_WORDS,
  ROLE_WORDS,
  WORK_TYPE_WORDS,
} from '../text/paper-words.js';
import { say } from '../text/words.js';

type Phrase = readonly [ja: string, en: string];

const orWord = (words: Readonly<Record<string, Phrase>>, word: string): string =>
  say(words[word] ?? [word, word]);

const sideWords = (side: ReportStep['before']): string => {
  if (side === null) return '';
  if (Array.isArray(side))
    return (
      side
        .map(
          (span) =>
            `${timeOf(span.startAt)}–${timeOf(span.endAt)} ${say(span.workType === null ? ACTIVITY_WORDS[span.activity] : (WORK_TYPE_WORDS[span.workType] as Phrase))}`,
        )
        .join('、') || '–'
    );
  return Object.entries(side)
    .map(
      ([name, value]) =>
        `${say(ENTRY_WORDS[name as keyof ReportEntries])} ${name === 'photos' ? (value as unknown[]).length : entryText(value) || '–'}`,
    )
    .join('、');
};

const historyItem = (step: ReportStep): HTMLElement => {
  const at = Date.parse(step.at);
  return element(
    'li',
    {},
    element('span', { class: 'quiet' }, `${calendarDay(at, language())} ${timeOf(step.at)}`),
    element('strong', {}, orWord(ACTION_WORDS, step.action)),
    element('span', {}, `${step.by}（${orWord(ROLE_WORDS, step.role)}）`),
    step.reason && element('p', {}, step.reason),
    step.before !== null &&
      element('p', { class: 'quiet' }, `${sideWords(step.before)} → ${sideWords(step.after)}`),
  );
};

/** 履歴: every step, newest first: who, when, why, before and after. */
export const historyList = (history: readonly ReportStep[]): HTMLElement =>
  element('ol', { class: 'history' }, ...[...history].reverse().map(historyItem));
