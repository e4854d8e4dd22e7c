import type { CorrectionRequest, ReportDetail, ReportSpan } from '#wire';
import { element } from '../dom/element.js';
import { labelled, optionsOf, selectOf } from '../dom/field.js';
import { timeOf } from '../text/format-paper.js';
import { ACTIVITY_WORDS, WORK_TYPE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { type CorrectionDraft, correctionOf, forgetDraft, keepDraft, keptDraft } from './correction-draft.js';
import { entryFields, entryValue } from './entry-fields.js';
import { reasonField } from './reason-field.js';

/** Reasons that drivers give most; anything else is typed. */
const REASONS: readonly (readonly [string, string])[] = [
  ['ボタンの押し忘れ', 'Button not pressed'],
  ['GPS が途切れた', 'GPS was lost'],
  ['休憩・給油だった', 'It was a break or refuelling'],
  ['記入漏れ', 'Left out'],
];

const clockText = (instant: string): string => timeOf(instant).padStart(5, '0');

const draftOfSpan = (dispatchNo: number, span: ReportSpan): NonNullable<CorrectionDraft['span']> => ({
  dispatchNo,
  startAt: span.startAt,
  endAt: span.endAt,
  from: clockText(span.startAt),
  to: clockText(span.endAt),
  activity: span.activity,
  workType: span.workType ?? 'fresh_snow',
});

const spanWords = (span: ReportSpan): string =>
  [
    `${timeOf(span.startAt)}–${timeOf(span.endAt)}`,
    say(span.workType === null ? ACTIVITY_WORDS[span.activity] : WORK_TYPE_WORDS[span.workType]),
    span.routeName,
  ]
    .filter((word) => word !== '')
    .join(' ');

export interface CorrectionFormOptions {
  readonly report: ReportDetail;
  /** Resolves when the correction is safe: sent, or waiting on the phone. Rejects with a sentence for the reader. */
  readonly onSend: (request: Omit<CorrectionRequest, 'seenSteps'>) => Promise<void>;
  readonly onClose: () => void;
}

/** 手修正: times and activity of a stretch, or entries, with a reason. What is written is kept until it is sent. */
export class CorrectionForm {
  readonly root: HTMLFormElement;
  private draft: CorrectionDraft;
  private readonly fields = element('div', { class: 'correction-fields' });
  private readonly fault = element('p', { class: 'login-error', role: 'alert', hidden: true });

  constructor(private readonly options: CorrectionFormOptions) {
    const kept = keptDraft(options.report.reportNo);
    this.draft = kept ?? { reason: '', span: this.firstSpan(), entries: {} };
    this.root = this.form(kept !== null);
    this.showFields();
  }

  private firstSpan(): CorrectionDraft['span'] {
    const [dispatch] = this.options.report.dispatches;
    return dispatch?.spans[0] ? draftOfSpan(dispatch.dispatchNo, dispatch.spans[0]) : null;
  }

  private form(isKept: boolean): HTMLFormElement {
    const close = element(
      'button',
      { type: 'button', class: 'button button-quiet' },
      say(['やめる', 'Cancel']),
    );
    close.addEventListener('click', () => this.options.onClose());
    const form = element(
      'form',
      { class: 'correction', 'data-testid': 'correction' },
      element('h2', { id: 'sheet-title' }, say(['日報を直す', 'Correct the report'])),
      isKept &&
        element(
          'p',
          { class: 'kept-note', role: 'status' },
          say(['書きかけの修正を復元しました。', 'Your unfinished correction is back.']),
        ),
      this.kinds(),
      this.fields,
      reasonField(['理由（必須）', 'Reason (needed)'], REASONS, {
        value: this.draft.reason,
        onInput: (reason) => {
          this.draft.reason = reason;
        },
      }),
      this.fault,
      element(
        'div',
        { class: 'form-buttons' },
        close,
        element('button', { class: 'button', type: 'submit' }, say(['この内容で直す', 'Correct'])),
      ),
    );
    form.addEventListener('input', () => this.keep());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    return form;
  }

  private kinds(): HTMLElement {
    const tab = (isSpan: boolean, words: readonly [string, string]): HTMLElement => {
      const button = element(
        'button',
        { type: 'button', class: 'tab', 'aria-pressed': String((this.draft.span !== null) === isSpan) },
        say(words),
      );
      button.addEventListener('click', () => {
        this.draft = { ...this.draft, span: isSpan ? this.firstSpan() : null };
        for (const each of button.parentElement!.children)
          each.setAttribute('aria-pressed', String(each === button));
        this.showFields();
        this.keep();
      });
      return button;
    };
    return element(
      'div',
      { class: 'tabs' },
      tab(true, ['時間・作業', 'Times, work']),
      tab(false, ['記入事項', 'Entries']),
    );
  }

  private showFields(): void {
    this.fields.replaceChildren(
      ...(this.draft.span === null
        ? entryFields(this.options.report.entries, this.draft.entries)
        : this.spanFields(this.draft.span)),
    );
  }

  private spanFields(span: NonNullable<CorrectionDraft['span']>): HTMLElement[] {
    const all = this.options.report.dispatches.flatMap(({ dispatchNo, spans }) =>
      spans.map((each) => ({ key: `${dispatchNo} ${each.startAt}`, dispatchNo, span: each })),
    );
    const which = selectOf(
      all.map(({ key, span: each }) => [key, spanWords(each)]),
      `${span.dispatchNo} ${span.startAt}`,
    );
    which.addEventListener('change', () => {
      const chosen = all.find(({ key }) => key === which.value);
      if (chosen) this.draft.span = draftOfSpan(chosen.dispatchNo, chosen.span);
      this.showFields();
    });
    const time = (name: 'from' | 'to'): HTMLInputElement => {
      const input = element('input', { type: 'time', name, required: true, value: span[name] });
      input.addEventListener('input', () => {
        span[name] = input.value;
      });
      return input;
    };
    const activity = selectOf(optionsOf(ACTIVITY_WORDS), span.activity);
    const workType = selectOf(optionsOf(WORK_TYPE_WORDS), span.workType);
    const typeField = labelled(['作業区分', 'Work type'], workType);
    typeField.hidden = span.activity !== 'work';
    activity.addEventListener('change', () => {
      span.activity = activity.value;
      typeField.hidden = activity.value !== 'work';
    });
    workType.addEventListener('change', () => {
      span.workType = workType.value;
    });
    return [
      labelled(['直すところ', 'Which stretch'], which),
      element(
        'div',
        { class: 'field-pair' },
        labelled(['から', 'From'], time('from')),
        labelled(['まで', 'To'], time('to')),
      ),
      labelled(['していたこと', 'What was done'], activity),
      typeField,
    ];
  }

  private keep(): void {
    keepDraft(this.options.report.reportNo, this.draft);
  }

  private async send(): Promise<void> {
    if (this.draft.span === null && Object.keys(this.draft.entries).length === 0)
      return this.tell(say(['変えたところがありません。', 'Nothing was changed.']));
    const correction = correctionOf(this.draft, entryValue);
    this.fault.hidden = true;
    try {
      await this.options.onSend({ reason: this.draft.reason, correction });
      forgetDraft(this.options.report.reportNo);
      this.options.onClose();
    } catch (error) {
      this.tell((error as Error).message);
    }
  }

  private tell(sentence: string): void {
    this.fault.textContent = sentence;
    this.fault.hidden = false;
  }
}
