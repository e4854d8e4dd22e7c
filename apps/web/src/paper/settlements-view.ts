import type { SettlementRow, SettlementRun } from '#wire';
import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { postJson, readJson } from '../session/api.js';
import { hoursMinutes, ownLanguage, yen } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { periodOf, settlementHref } from './settlement-words.js';
import type { Desk, View } from './view.js';

const ASK_EVERY_MS = 1_000;

const stateOf = ({ releasedAt, openAudits }: SettlementRow): HTMLElement => {
  if (releasedAt !== null) return element('span', { class: 'state approved' }, say(['支払可', 'Released']));
  if (openAudits > 0)
    return element(
      'span',
      { class: 'state returned' },
      say([`監査 ${openAudits} 件`, `${openAudits} audits`]),
    );
  return element('span', { class: 'state submitted' }, say(['確定待ち', 'To release']));
};

const COLUMNS: readonly Column<SettlementRow>[] = [
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
  { key: 'contractor', words: ['受注者', 'Contractor'], value: ({ contractor }) => contractor?.name ?? '–' },
  { key: 'client', words: ['発注者', 'Client'], value: ({ client }) => client?.name ?? '–' },
  {
    key: 'billed',
    words: ['精算時間', 'Billed'],
    value: ({ billedS }) => billedS,
    cell: ({ billedS }) => hoursMinutes(billedS),
    isNumber: true,
  },
  {
    key: 'yen',
    words: ['精算額（税抜）', 'Amount (net)'],
    value: ({ totalYen }) => totalYen,
    cell: ({ totalYen }) => yen(totalYen),
    isNumber: true,
  },
  {
    key: 'state',
    words: ['状態', 'State'],
    value: ({ releasedAt, openAudits }) => (releasedAt !== null ? 2 : openAudits > 0 ? 0 : 1),
    cell: stateOf,
  },
  { key: 'invoice', words: ['請求書', 'Invoice'], value: ({ invoiceNo }) => invoiceNo ?? '–' },
];

/** The month before a day. */
const monthBefore = (today: string): string => {
  const [year, month] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
};

/** 精算一覧; a client runs settlements from here and sees how far they are. */
export class SettlementsView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table = new DataTable<SettlementRow>({
    caption: ['精算の一覧', 'Settlements'],
    columns: COLUMNS,
    keyOf: ({ contractId, period }) => `${contractId} ${period}`,
    hrefOf: settlementHref,
    textOf: (row) =>
      [
        row.contractId,
        row.title,
        row.period,
        periodOf(row.period),
        row.contractor?.name,
        row.client?.name,
        row.invoiceNo,
      ].join(' '),
    sort: { key: 'state', isFalling: false },
    empty: ['精算はまだありません。', 'Nothing is settled yet.'],
  });
  private readonly progress = element('section', {
    class: 'run',
    'aria-live': 'polite',
    'data-testid': 'run',
    hidden: true,
  });
  private asking: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: Desk) {
    const isClient = desk.session.role === 'client';
    this.root.append(
      element(
        'header',
        { class: 'view-head' },
        element('h1', {}, say(['精算', 'Settlements'])),
        element('span', { class: 'spacer' }),
        isClient ? this.runForm() : null,
      ),
      this.progress,
      this.table.root,
    );
  }

  async open(): Promise<void> {
    this.table.show(await readJson<SettlementRow[]>('/api/settlements'));
    if (this.desk.session.role !== 'contractor') await this.ask();
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }

  close(): void {
    clearTimeout(this.asking);
  }

  private runForm(): HTMLElement {
    const month = element('input', {
      type: 'month',
      name: 'period',
      required: true,
      value: monthBefore(this.desk.today()),
    });
    const without = element('input', { type: 'checkbox', name: 'withoutUnapproved' });
    const form = element(
      'form',
      { class: 'run-form' },
      labelled(['精算する月', 'Month to settle'], month),
      element(
        'label',
        { class: 'check' },
        without,
        say(['未承認の日報を除く', 'Leave unapproved reports out']),
      ),
      element('button', { class: 'button', type: 'submit' }, say(['精算を実行', 'Settle'])),
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const order = { period: month.value, withoutUnapproved: without.checked };
      if (await this.desk.run(() => postJson('/api/settlements/runs', order))) await this.ask();
    });
    return form;
  }

  /** Shows the newest run, and asks again while it goes on. */
  private async ask(): Promise<void> {
    const [run] = await readJson<SettlementRun[]>('/api/settlements/runs');
    if (run === undefined) return;
    const wasRunning = this.progress.dataset.running === 'true';
    this.show(run);
    if (!run.isOver) this.asking = setTimeout(() => void this.ask(), ASK_EVERY_MS);
    else if (wasRunning) this.table.show(await readJson<SettlementRow[]>('/api/settlements'));
  }

  private show(run: SettlementRun): void {
    const refused = run.outcomes.filter(({ detail }) => detail !== null);
    this.progress.hidden = false;
    this.progress.dataset.running = String(!run.isOver);
    this.progress.replaceChildren(
      element(
        'p',
        {},
        say([
          `${periodOf(run.period)}の精算 ${run.done} / ${run.total} 契約`,
          `Settling ${run.period}: ${run.done} of ${run.total} contracts`,
        ]),
      ),
      element('progress', { max: Math.max(1, run.total), value: run.done }),
      element(
        'ul',
        { class: 'findings' },
        ...refused.map(({ contractId, title, detail }) =>
          element(
            'li',
            { class: 'open' },
            element('strong', {}, `${contractId} ${title}`),
            element('p', {}, ownLanguage(detail!)),
          ),
        ),
      ),
    );
  }
}
