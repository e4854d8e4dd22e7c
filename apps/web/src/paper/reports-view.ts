import type { BulkAnswer, ReportList, ReportRow, ReportState } from '#wire';
import { element } from '../dom/element.js';
import { postJson, readJson } from '../session/api.js';
import { ownLanguage } from '../text/format-paper.js';
import { STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { DataTable } from './data-table.js';
import { isClean, reportColumns, reportHref } from './report-rows.js';
import type { Desk, View } from './view.js';

type Phrase = readonly [ja: string, en: string];

/** Which reports a tab of the list shows. */
const GROUPS: readonly (readonly [key: string, words: Phrase, states: readonly ReportState[]])[] = [
  ['queue', ['確認待ち', 'To check'], ['submitted', 'checked']],
  ['open', ['作成中・差戻し', 'Drafts, returned'], ['draft', 'returned']],
  ['done', ['承認済', 'Approved'], ['approved', 'settled']],
  ['all', ['すべて', 'All'], []],
];

const belongsTo = (states: readonly ReportState[], { state }: ReportRow): boolean =>
  states.length === 0 || states.includes(state);

/** 日報一覧: a client's queue, worst first, with approval of the clean ones; others' own reports. */
export class ReportsView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table: DataTable<ReportRow>;
  private readonly groups = element('div', { class: 'groups', role: 'group' });
  private readonly approve = element('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'bulk-approve',
    disabled: true,
  });
  private list: ReportList = { asOfAt: '', leftOff: 0, rows: [] };
  private chosen: readonly ReportRow[] = [];

  constructor(
    private readonly desk: Desk,
    private group: string,
  ) {
    const { role } = desk.session;
    const mayApprove = role === 'client';
    this.table = new DataTable<ReportRow>({
      caption: ['日報の一覧', 'Reports'],
      columns: reportColumns(role !== 'contractor'),
      keyOf: ({ reportNo }) => reportNo,
      hrefOf: reportHref,
      textOf: (row) =>
        [
          row.reportNo,
          row.machine.code,
          row.machine.name,
          row.contractor?.name,
          row.client?.name,
          say(STATE_WORDS[row.state]),
        ].join(' '),
      sort: group === 'queue' ? { key: 'findings', isFalling: true } : { key: 'date', isFalling: true },
      empty:
        group === 'queue'
          ? ['確認を待つ日報はありません。', 'No report waits.']
          : ['日報はありません。', 'No reports.'],
      choose: mayApprove
        ? {
            may: (row) => isClean(row) && ['submitted', 'checked'].includes(row.state),
            onChange: (rows) => this.choose(rows),
          }
        : undefined,
    });
    this.root.append(
      element(
        'header',
        { class: 'view-head' },
        element('h1', {}, say(['日報', 'Daily reports'])),
        this.groups,
        mayApprove ? this.approve : null,
      ),
      this.table.root,
    );
    this.approve.addEventListener('click', () => void this.approveChosen());
    this.choose([]);
  }

  async open(): Promise<void> {
    this.list = await readJson<ReportList>('/api/reports');
    if (this.list.leftOff > 0)
      this.desk.tell(
        say([`ほか ${this.list.leftOff} 件は表示していません。`, `${this.list.leftOff} more are not shown.`]),
      );
    this.render();
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }

  private render(): void {
    const states = GROUPS.find(([key]) => key === this.group)?.[2] ?? [];
    this.groups.replaceChildren(...GROUPS.map(([key, words, own]) => this.groupLink(key, words, own)));
    this.table.show(this.list.rows.filter((row) => belongsTo(states, row)));
  }

  private groupLink(key: string, words: Phrase, states: readonly ReportState[]): HTMLElement {
    const count = this.list.rows.filter((row) => belongsTo(states, row)).length;
    return element(
      'a',
      { href: `#/reports?${key}`, class: 'group', 'aria-current': key === this.group ? 'true' : undefined },
      say(words),
      element('span', { class: 'badge' }, String(count)),
    );
  }

  private choose(rows: readonly ReportRow[]): void {
    this.chosen = rows;
    this.approve.disabled = rows.length === 0;
    const count = rows.length === 0 ? '' : ` (${rows.length})`;
    this.approve.textContent = say([`選んだ日報を一括承認${count}`, `Approve the chosen${count}`]);
  }

  private async approveChosen(): Promise<void> {
    const reports = this.chosen.map(({ reportNo, steps }) => ({ reportNo, seenSteps: steps }));
    await this.desk.run(async () => {
      const { approved, refused } = await postJson<BulkAnswer>('/api/approvals', { reports });
      const told = say([`${approved.length} 件を承認しました。`, `${approved.length} approved.`]);
      const why = refused.map(({ detail }) => ownLanguage(detail)).join(' ');
      this.desk.tell(refused.length === 0 ? told : `${told} ${why}`, refused.length > 0);
    });
    this.choose([]);
    await this.open();
  }
}
