import type { DeadlineRow, PaymentStepKind } from '#wire';
import { element } from '../dom/element.js';
import { labelled, optionsOf, selectOf } from '../dom/field.js';
import { postJson, readJson } from '../session/api.js';
import { dayOf, yen } from '../text/format-paper.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { PAYMENT_STEP_WORDS, periodOf, settlementHref } from './settlement-words.js';
import type { Desk, View } from './view.js';

type Deadline = DeadlineRow['payBy'];

const LATER = '9999-12-31';

const dayCell = (deadline: Deadline, isDone: boolean, today: string): Node | string => {
  if (deadline === null) return '–';
  const isLate = !isDone && deadline.workingDate < today;
  return element(
    'span',
    { class: isLate ? 'state returned' : undefined, title: deadline.law },
    dayOf(deadline.workingDate),
  );
};

const isInspected = ({ steps }: DeadlineRow): boolean => steps.some(({ kind }) => kind === 'inspected');

const stepWords = ({ steps, faults }: DeadlineRow): Node =>
  element(
    'span',
    { class: 'steps' },
    ...steps.map(({ kind, on, reason }) =>
      element(
        'span',
        { class: 'finding', title: reason ?? undefined },
        `${say(PAYMENT_STEP_WORDS[kind])} ${dayOf(on)}`,
      ),
    ),
    ...faults.map(({ ja, en }) =>
      element('span', { class: 'finding blocks' }, language() === 'ja' ? ja : en),
    ),
  );

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

/** 期限: by when the law wants inspection and payment, and what happened so far. */
export class DeadlinesView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table: DataTable<DeadlineRow>;

  constructor(private readonly desk: Desk) {
    this.table = new DataTable<DeadlineRow>({
      caption: ['支払の期限', 'Deadlines'],
      columns: this.columns(),
      keyOf: ({ contractId, period }) => `${contractId} ${period}`,
      hrefOf: settlementHref,
      textOf: (row) =>
        [row.contractId, row.title, row.contractor?.name, row.client?.name, periodOf(row.period)].join(' '),
      sort: { key: 'pay', isFalling: false },
      empty: ['精算がまだないため、期限もありません。', 'Nothing is settled, so nothing is due.'],
    });
    this.root.append(
      element(
        'header',
        { class: 'view-head' },
        element('h1', {}, say(['検査・支払の期限', 'Inspection and payment'])),
        element(
          'p',
          { class: 'quiet' },
          say([
            '政府契約の支払遅延防止等に関する法律（検査10日・支払30日。工事は14日・40日、書面の定めがなければ10日・15日）',
            'Act on Prevention of Delay in Payment (10 and 30 days; works 14 and 40; nothing in writing 10 and 15)',
          ]),
        ),
      ),
      this.table.root,
    );
  }

  async open(): Promise<void> {
    this.table.show(await readJson<DeadlineRow[]>('/api/deadlines'));
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }

  private columns(): Column<DeadlineRow>[] {
    const columns: Column<DeadlineRow>[] = [
      {
        key: 'period',
        words: ['期間', 'Period'],
        value: ({ period }) => period,
        cell: ({ period }) => periodOf(period),
      },
      {
        key: 'contract',
        words: ['契約', 'Contract'],
        value: ({ contractId }) => contractId,
        cell: ({ contractId, title }) => `${contractId} ${title}`,
      },
      {
        key: 'contractor',
        words: ['受注者', 'Contractor'],
        value: ({ contractor }) => contractor?.name ?? '–',
      },
      {
        key: 'yen',
        words: ['精算額', 'Amount'],
        value: ({ totalYen }) => totalYen,
        cell: ({ totalYen }) => yen(totalYen),
        isNumber: true,
      },
      {
        key: 'inspect',
        words: ['検査期限', 'Inspect by'],
        value: ({ inspectBy }) => inspectBy?.workingDate ?? LATER,
        cell: (row) => dayCell(row.inspectBy, isInspected(row), this.desk.today()),
      },
      {
        key: 'pay',
        words: ['支払期限', 'Pay by'],
        value: ({ payBy, isPaid }) => (isPaid ? LATER : (payBy?.workingDate ?? LATER)),
        cell: (row) => dayCell(row.payBy, row.isPaid, this.desk.today()),
      },
      { key: 'steps', words: ['経過', 'So far'], value: ({ steps }) => steps.length, cell: stepWords },
    ];
    if (this.desk.session.role !== 'client') return columns;
    return [
      ...columns,
      {
        key: 'record',
        words: ['記録', 'Record'],
        value: ({ steps }) => steps.length,
        cell: (row) => this.recordButton(row),
      },
    ];
  }

  private recordButton(row: DeadlineRow): Node {
    const button = element('button', { type: 'button', class: 'chip above' }, say(['記録する', 'Record']));
    button.addEventListener('click', () => this.desk.showSheet(this.recordForm(row)));
    return button;
  }

  private recordForm({ contractId, period, steps }: DeadlineRow): HTMLElement {
    const kinds = Object.keys(PAYMENT_STEP_WORDS) as PaymentStepKind[];
    const next = kinds.find(
      (kind) => kind !== 'refused' && kind !== 're_received' && !steps.some((step) => step.kind === kind),
    );
    const kind = selectOf(optionsOf(PAYMENT_STEP_WORDS), next ?? 'paid');
    const on = element('input', { type: 'date', name: 'on', required: true, value: this.desk.today() });
    const reason = element('input', { name: 'reason', maxlength: 500 });
    const gross = grossBox(kind);
    const close = element(
      'button',
      { type: 'button', class: 'button button-quiet' },
      say(['やめる', 'Cancel']),
    );
    close.addEventListener('click', () => this.desk.closeSheet());
    const form = element(
      'form',
      { class: 'correction' },
      element(
        'h2',
        { id: 'sheet-title' },
        say([`${contractId} ${periodOf(period)}の記録`, `${contractId}, ${period}`]),
      ),
      labelled(['何があったか', 'What happened'], kind),
      labelled(['日付', 'On'], on),
      labelled(['理由（返却のとき必須）', 'Reason (for a refusal)'], reason),
      gross.label,
      element(
        'div',
        { class: 'form-buttons' },
        close,
        element('button', { class: 'button', type: 'submit' }, say(['記録する', 'Record'])),
      ),
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const path = `/api/deadlines/${encodeURIComponent(contractId)}/${period}`;
      const body = { kind: kind.value, on: on.value, reason: reason.value, isGross: gross.isGross() };
      if (!(await this.desk.run(() => postJson(path, body)))) return;
      this.desk.closeSheet();
      await this.open();
    });
    return form;
  }
}
