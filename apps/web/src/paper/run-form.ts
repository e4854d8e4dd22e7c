import { element } from '../dom/element.js';
import { labelled, selectOf } from '../dom/field.js';
import { postJson } from '../session/api.js';
import { say } from '../text/words.js';
import type { Desk } from './view.js';

/** The month before a day. */
const monthBefore = (today: string): string => {
  const [year, month] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
};

/** 精算の実行: a month, or the season's end. */
export const runForm = (desk: Desk, onBegun: () => Promise<void>): HTMLFormElement => {
  const kinds = [
    ['month', say(['月次', 'A month'])],
    ['season', say(['年度末（シーズン）', 'The season’s end'])],
  ] as const;
  const kind = selectOf(kinds, 'month');
  const month = element('input', {
    type: 'month',
    name: 'period',
    required: true,
    value: monthBefore(desk.today()),
  });
  const without = element('input', { type: 'checkbox', name: 'withoutUnapproved' });
  const leaveOut = element(
    'label',
    { class: 'check' },
    without,
    say(['未承認の日報を除く', 'Leave unapproved reports out']),
  );
  const monthField = labelled(['精算する月', 'Month to settle'], month);
  kind.addEventListener('change', () => {
    const isSeason = kind.value === 'season';
    month.disabled = isSeason;
    monthField.hidden = isSeason;
    leaveOut.hidden = isSeason;
  });
  const form = element(
    'form',
    { class: 'run-form' },
    labelled(['精算の種別', 'Kind of run'], kind),
    monthField,
    leaveOut,
    element('button', { class: 'button', type: 'submit' }, say(['精算を実行', 'Settle'])),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const period = kind.value === 'season' ? 'season' : month.value;
    const order = { period, withoutUnapproved: without.checked };
    if (await desk.run(() => postJson('/api/settlements/runs', order))) await onBegun();
  });
  return form;
};
