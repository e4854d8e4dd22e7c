import type { DeadlineRow } from '#wire';
import { element } from '../dom/element.js';
import { readJson } from '../session/api.js';
import { dayOf, yen } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { paymentStepForm } from './payment-step-form.js';
import { standing, stepChips } from './payment-step-list.js';
import { periodOf, settlementHref } from './settlement-words.js';
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
        cell: (row) => dayCell(row.inspectBy, standing(row).has('inspected'), this.desk.today()),
      },
      {
        key: 'pay',
        words: ['支払期限', 'Pay by'],
        value: ({ payBy, isPaid }) => (isPaid ? LATER : (payBy?.workingDate ?? LATER)),
        cell: (row) => dayCell(row.payBy, row.isPaid, this.desk.today()),
      },
      { key: 'steps', words: ['経過', 'So far'], value: ({ steps }) => steps.length, cell: stepChips },
    ];
    if (this.desk.session.role !== 'client') return columns;
    return [
      ...columns,
      {
        key: 'record',
        words: ['記録', 'Record'],
        value: ({ steps }) => steps.length,
        cell: (row) => this.recordButton(row),
        isForScreen: true,
      },
    ];
  }

  private recordButton(row: DeadlineRow): Node {
    const button = element('button', { type: 'button', class: 'chip above' }, say(['記録する', 'Record']));
    button.addEventListener('click', () => paymentStepForm(this.desk, row, () => this.open()));
    return button;
  }
}
