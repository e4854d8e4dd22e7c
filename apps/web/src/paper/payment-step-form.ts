import type { DeadlineRow, PaymentStepKind } from '#wire';
import { element } from '../dom/element.js';
import { labelled, optionsOf, selectOf } from '../dom/field.js';
import { postJson } from '../session/api.js';
import { say } from '../text/words.js';
import { standing, stepList } from './payment-step-list.js';
import { PAYMENT_STEP_WORDS, periodOf } from './settlement-words.js';
import type { Desk } from './view.js';

/** The box that says how grave a refused invoice's fault was; it is there for refusals only. */
const grossBox = (kind: HTMLSelectElement): { label: HTMLElement; isGross(): boolean } => {
  const box = element('input', { type: 'checkbox', name: 'isGross' });
  const label = element(
    'label',
    { class: 'check' },
    box,
    say([
      '故意または重大な過失による（請求はなかったものとする）',
      'Intent or gross negligence: no valid invoice',
    ]),
  );
  const isRefusal = (): boolean => kind.value === 'refused';
  const show = (): void => {
    label.hidden = !isRefusal();
  };
  kind.addEventListener('change', show);
  show();
  return { label, isGross: () => isRefusal() && box.checked };
};

/** The step that usually comes next. */
const nextKind = (row: DeadlineRow): PaymentStepKind => {
  const happened = standing(row);
  const kinds = Object.keys(PAYMENT_STEP_WORDS) as PaymentStepKind[];
  const next = kinds.find((kind) => !['refused', 're_received'].includes(kind) && !happened.has(kind));
  return next ?? 'paid';
};

const formButtons = (desk: Desk): HTMLElement => {
  const close = element(
    'button',
    { type: 'button', class: 'button button-quiet' },
    say(['やめる', 'Cancel']),
  );
  close.addEventListener('click', () => desk.closeSheet());
  const record = element('button', { class: 'button', type: 'submit' }, say(['記録する', 'Record']));
  return element('div', { class: 'form-buttons' }, close, record);
};

/** Asks what happened on which day; what was recorded by mistake is taken back from the same sheet. */
export const paymentStepForm = (desk: Desk, row: DeadlineRow, reload: () => Promise<void>): void => {
  const { contractId, period } = row;
  const kind = selectOf(optionsOf(PAYMENT_STEP_WORDS), nextKind(row));
  const today = desk.today();
  const on = element('input', { type: 'date', name: 'on', required: true, value: today, max: today });
  const reason = element('input', { name: 'reason', maxlength: 500 });
  const gross = grossBox(kind);
  const title = say([`${contractId} ${periodOf(period)}の記録`, `${contractId}, ${period}`]);
  const form = element(
    'form',
    { class: 'correction' },
    element('h2', { id: 'sheet-title' }, title),
    labelled(['何があったか', 'What happened'], kind),
    labelled(['日付', 'On'], on),
    labelled(['理由（返却のとき必須）', 'Reason (for a refusal)'], reason),
    gross.label,
    formButtons(desk),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const path = `/api/deadlines/${encodeURIComponent(contractId)}/${period}`;
    const body = { kind: kind.value, on: on.value, reason: reason.value, isGross: gross.isGross() };
    if (!(await desk.run(() => postJson(path, body)))) return;
    desk.closeSheet();
    await reload();
  });
  desk.showSheet(element('div', {}, form, stepList(desk, row, reload)));
};
