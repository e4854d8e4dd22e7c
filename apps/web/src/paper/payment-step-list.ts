import type { DeadlineRow, PaymentStepKind, PaymentStepRow } from '#wire';
import { element } from '../dom/element.js';
import { postJson } from '../session/api.js';
import { dayOf } from '../text/format-paper.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import { askReason } from './ask-reason.js';
import { PAYMENT_STEP_WORDS } from './settlement-words.js';
import type { Desk } from './view.js';

/** The kinds of steps that happened and were not taken back. */
export const standing = ({ steps }: Pick<DeadlineRow, 'steps'>): ReadonlySet<PaymentStepKind> =>
  new Set(steps.filter(({ takenBack }) => takenBack === null).map(({ kind }) => kind));

const wordsOf = ({ kind, on }: PaymentStepRow): string => `${say(PAYMENT_STEP_WORDS[kind])} ${dayOf(on)}`;

const stepChip = (step: PaymentStepRow): HTMLElement => {
  const { takenBack, reason } = step;
  if (takenBack === null)
    return element('span', { class: 'finding', title: reason ?? undefined }, wordsOf(step));
  const why = say([`（取消：${takenBack.reason}）`, ` (taken back: ${takenBack.reason})`]);
  return element('span', { class: 'finding' }, element('s', {}, wordsOf(step)), why);
};

/** 経過: what happened so far, what was taken back struck through, and what is wrong with the dates. */
export const stepChips = ({ steps, faults }: DeadlineRow): Node =>
  element(
    'span',
    { class: 'steps' },
    ...steps.map(stepChip),
    ...faults.map(({ ja, en }) =>
      element('span', { class: 'finding blocks' }, language() === 'ja' ? ja : en),
    ),
  );

const takeBackButton = (desk: Desk, row: DeadlineRow, step: PaymentStepRow, reload: () => Promise<void>) => {
  const button = element('button', { type: 'button', class: 'chip' }, say(['取り消す', 'Take back']));
  const words = wordsOf(step);
  button.addEventListener('click', () =>
    askReason(desk, [`「${words}」を取り消す理由`, `Why is "${words}" taken back?`], async (reason) => {
      const path = `/api/deadlines/${encodeURIComponent(row.contractId)}/${row.period}/taken-back`;
      const isDone = await desk.run(() => postJson(path, { step: step.no, reason }));
      if (isDone) await reload();
      return isDone;
    }),
  );
  return button;
};

/** Every step that stands, newest first, with a button that takes it back. */
export const stepList = (desk: Desk, row: DeadlineRow, reload: () => Promise<void>): HTMLElement | null => {
  const steps = row.steps.filter(({ takenBack }) => takenBack === null).reverse();
  if (steps.length === 0) return null;
  return element(
    'section',
    { class: 'recorded' },
    element('h3', {}, say(['記録済み', 'Recorded'])),
    element(
      'ul',
      {},
      ...steps.map((step) =>
        element(
          'li',
          {},
          element('strong', {}, wordsOf(step)),
          element('span', { class: 'quiet' }, [step.by, step.reason].filter(Boolean).join('：')),
          takeBackButton(desk, row, step, reload),
        ),
      ),
    ),
  );
};
