import type { SettlementRow, SettlementRun } from '#wire';
import { element } from '../dom/element.js';
import { readJson } from '../session/api.js';
import { hoursMinutes, yen } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { runForm } from './run-form.js';
import { runProgress } from './run-progress.js';
import { periodOf, settlementHref } from './settlement-words.js';
import type { Desk, View } from './view.js';

const ASK_EVERY_MS = 1_000;

const stateOf = ({ releasedAt, isOver, openAudits }: SettlementRow): HTMLElement => {
  if (releasedAt !== null) return element('span', { class: 'state approved' }, say(['支払可', 'Released']));
  if (openAudits > 0)
    return element(
      'span',
      { class: 'state returned' },
      say([`監査 ${openAudits} 件`, `${openAudits} audits`]),
    );
  if (!isOver) return element('span', { class: 'state draft' }, say(['途中', 'So far']));
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
        isClient ? runForm(desk, () => this.ask()) : null,
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
    this.progress.hidden = false;
    this.progress.dataset.running = String(!run.isOver);
    this.progress.replaceChildren(...runProgress(run));
  }
}
