import type { BulkAnswer, ListedReport, ReportList } from '#wire';
import { element } from '../dom/element.js';
import { postJson, readJson } from '../session/api.js';
import { ownLanguage } from '../text/format-paper.js';
import { STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { DataTable } from './data-table.js';
import {
  filterForm,
  listPath,
  machineOptions,
  REPORT_GROUPS,
  type ReportGroup,
  readFilter,
} from './report-filter.js';
import { isClean, reportColumns, reportHref } from './report-rows.js';
import type { Desk, View } from './view.js';

/** 日報一覧: a client's queue, worst first, with approval of the clean ones; others' own reports. */
export class ReportsView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table: DataTable<ListedReport>;
  private readonly groups = element('div', { class: 'groups', role: 'group' });
  private readonly approve = element('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'bulk-approve',
    disabled: true,
  });
  private readonly machines = element('datalist', { id: 'machines' });
  private readonly more = element('button', {
    type: 'button',
    class: 'button button-quiet more',
    'data-testid': 'more',
    hidden: true,
  });
  private readonly group: ReportGroup;
  private readonly filter: URLSearchParams;
  private rows: readonly ListedReport[] = [];
  private chosen: readonly ListedReport[] = [];

  constructor(
    private readonly desk: Desk,
    query: string,
  ) {
    const { group, filter } = readFilter(query, desk.today());
    this.group = group;
    this.filter = filter;
    const mayApprove = desk.session.role === 'client';
    this.table = this.makeTable(mayApprove);
    this.root.append(
      element(
        'header',
        { class: 'view-head' },
        element('h1', {}, say(['日報', 'Daily reports'])),
        this.groups,
        mayApprove ? this.approve : null,
      ),
      filterForm(group, filter, this.machines),
      this.table.root,
      this.more,
    );
    this.approve.addEventListener('click', () => void this.approveChosen());
    this.more.addEventListener('click', () => void this.desk.run(() => this.read(this.rows.length)));
    this.choose([]);
  }

  open(): Promise<void> {
    this.rows = [];
    return this.read(0);
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }

  private makeTable(mayApprove: boolean): DataTable<ListedReport> {
    const { isQueue } = this.group;
    return new DataTable<ListedReport>({
      caption: ['日報の一覧', 'Reports'],
      columns: reportColumns(this.desk.session.role !== 'contractor'),
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
      sort: { key: isQueue ? 'findings' : 'date', isFalling: true },
      empty: isQueue
        ? ['確認を待つ日報はありません。', 'No report waits.']
        : ['日報はありません。', 'No reports.'],
      choose: mayApprove
        ? {
            may: (row) => isClean(row) && ['submitted', 'checked'].includes(row.state),
            onChange: (rows) => this.choose(rows),
          }
        : undefined,
    });
  }

  /** Reads the rows from `offset` on and adds them to those before. */
  private async read(offset: number): Promise<void> {
    const list = await readJson<ReportList>(listPath(this.group, this.filter, offset));
    this.rows = [...this.rows.slice(0, offset), ...list.rows];
    this.groups.replaceChildren(...REPORT_GROUPS.map((group) => this.groupLink(group, list.total)));
    this.machines.replaceChildren(...machineOptions(this.rows));
    this.table.show(this.rows);
    const left = list.total - this.rows.length;
    this.more.hidden = left <= 0;
    this.more.textContent = say([`続きを表示（残り ${left} 件）`, `Show more (${left} left)`]);
  }

  private groupLink({ key, words }: ReportGroup, total: number): HTMLElement {
    const isHere = key === this.group.key;
    return element(
      'a',
      { href: `#/reports?${key}`, class: 'group', 'aria-current': isHere ? 'true' : undefined },
      say(words),
      isHere && element('span', { class: 'badge' }, String(total)),
    );
  }

  private choose(rows: readonly ListedReport[]): void {
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
