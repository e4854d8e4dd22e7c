import type { SettlementRun } from '#wire';
import { element } from '../dom/element.js';
import { ownLanguage } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { leftOutList } from './left-out-list.js';
import { periodOf } from './settlement-words.js';

const NONE_DUE = ['この期間に精算する契約はありません。', 'No contract is due in this period.'] as const;

const refusedList = (refused: SettlementRun['outcomes']): HTMLElement =>
  element(
    'ul',
    { class: 'findings' },
    ...refused.map(({ contractId, title, detail }) =>
      element(
        'li',
        { class: 'blocks' },
        element('strong', {}, `${contractId} ${title}`),
        element('p', {}, ownLanguage(detail!)),
      ),
    ),
  );

/** Before the first contract: late fixes are taken over into the month's reports. */
const makingParts = (period: string, { done, total }: { done: number; total: number }): HTMLElement[] => [
  element(
    'p',
    {},
    say([
      `${periodOf(period)}の日報を測位から作り直しています ${done} / ${total} 台`,
      `Making the reports of ${period} from the fixes: ${done} of ${total} machines`,
    ]),
  ),
  element('progress', { max: Math.max(1, total), value: done }),
];

/** How far a run is, which contracts were refused, and which reports are not paid with it. */
export const runProgress = (run: SettlementRun): HTMLElement[] => {
  const refused = run.outcomes.filter(({ detail }) => detail !== null);
  const leftOut = run.outcomes.flatMap((outcome) => outcome.leftOut);
  if (run.making !== null) return makingParts(run.period, run.making);
  const parts: HTMLElement[] = [
    element(
      'p',
      {},
      say([
        `${periodOf(run.period)}の精算 ${run.done} / ${run.total} 契約`,
        `Settling ${run.period}: ${run.done} of ${run.total} contracts`,
      ]),
    ),
    element('progress', {
      max: Math.max(1, run.total),
      value: run.isOver ? Math.max(1, run.total) : run.done,
    }),
  ];
  if (run.total === 0) parts.push(element('p', {}, say(NONE_DUE)));
  if (refused.length > 0) parts.push(refusedList(refused));
  if (leftOut.length > 0)
    parts.push(
      element(
        'details',
        { open: true },
        element(
          'summary',
          {},
          say([`支払われない日報 ${leftOut.length} 件`, `${leftOut.length} reports are not paid`]),
        ),
        leftOutList(leftOut),
      ),
    );
  return parts;
};
