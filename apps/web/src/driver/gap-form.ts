import type { ReportDetail } from '#wire';
import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { gapReason, openGaps } from '../report/gps-gaps.js';
import { reasonField } from '../report/reason-field.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import { NO_PICTURE } from './photo-button.js';

/** Why fixes are missing, as drivers say it; anything else is typed. */
const REASONS: readonly (readonly [string, string])[] = [
  ['トンネル・高架下', 'Tunnel, under a bridge'],
  ['端末の電源が切れた', 'The device was off'],
  ['電波・GPS の不調', 'No signal'],
  ['休憩・給油で停車', 'Stopped for a break or fuel'],
];

export interface GapFormOptions {
  readonly report: ReportDetail;
  /** Confirms with the reason; the photo, such as of the tachograph, goes along. Rejects for a file that is no picture. */
  readonly onConfirm: (reason: string, photo: File | null) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks why fixes are missing before the report is confirmed (domain.md §1.5). */
export const gapForm = ({ report, onConfirm, onClose }: GapFormOptions): HTMLFormElement => {
  let reason = gapReason(report)?.reason ?? '';
  const photo = element('input', { type: 'file', accept: 'image/*', capture: 'environment' });
  const fault = element('p', { class: 'login-error', role: 'alert', hidden: true }, say(NO_PICTURE));
  const close = element(
    'button',
    { type: 'button', class: 'button button-quiet' },
    say(['やめる', 'Cancel']),
  );
  close.addEventListener('click', onClose);
  const form = element(
    'form',
    { class: 'correction', 'data-testid': 'gaps' },
    element('h2', { id: 'sheet-title' }, say(['GPS が途切れた理由', 'Why fixes are missing'])),
    ...openGaps(report).map(({ ja, en }) => element('p', { class: 'notice' }, language() === 'ja' ? ja : en)),
    reasonField(['理由（必須）', 'Reason (needed)'], REASONS, {
      value: reason,
      onInput: (typed) => {
        reason = typed;
      },
    }),
    labelled(['タコグラフなどの写真（任意）', 'Photo of the tachograph or the like (optional)'], photo),
    fault,
    element(
      'div',
      { class: 'form-buttons' },
      close,
      element('button', { class: 'button', type: 'submit' }, say(['理由をつけて確定', 'Confirm with it'])),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    fault.hidden = true;
    onConfirm(reason, photo.files?.[0] ?? null).catch(() => {
      fault.hidden = false;
    });
  });
  return form;
};
