import type { SettlementDetail, SettlementLine } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { postJson, readJson } from '../session/api.js';
import { dayOf, yen } from '../text/format-paper.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';
import { BundlePart } from './bundle-part.js';
import type { DataTable } from './data-table.js';
import { findingList } from './finding-list.js';
import { leftOutList } from './left-out-list.js';
import { lineTable } from './settlement-lines.js';
import { standbySection } from './settlement-standby.js';
import { periodOf } from './settlement-words.js';
import type { Desk, View } from './view.js';

/** As the PDF says of it: it may be settled again and come to another sum. */
const unreleasedNote = (): HTMLElement =>
  element(
    'p',
    { class: 'unreleased-note' },
    element('strong', {}, say(['未確定', 'Not released'])),
    say([
      ' まだ支払いに回していない精算です。金額は変わることがあります。',
      ' It may be settled again and come to another sum.',
    ]),
  );

/** 精算書: what a contract pays for a month, line by line, with the reports behind it. */
export class SettlementView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly bundle: BundlePart;
  private table: DataTable<SettlementLine> | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly contractId: string,
    private readonly period: string,
  ) {
    this.bundle = new BundlePart(desk, this.path);
  }

  private get path(): string {
    return `/api/settlements/${encodeURIComponent(this.contractId)}/${this.period}`;
  }

  async open(): Promise<void> {
    const detail = await readJson<SettlementDetail>(this.path);
    this.table = lineTable(detail);
    this.root.classList.toggle('unreleased', detail.releasedAt === null);
    this.root.replaceChildren(
      this.head(detail),
      detail.releasedAt === null ? unreleasedNote() : '',
      this.totals(detail),
      ...this.underWay(detail),
      ...this.audits(detail),
      ...this.leftOut(detail),
      this.table.root,
      detail.standby.length > 0 ? standbySection(detail) : '',
      this.bundle.root,
    );
    this.bundle.show(detail.bundle);
  }

  close(): void {
    this.bundle.close();
  }

  step(by: 1 | -1): void {
    this.table?.step(by);
  }

  private head(detail: SettlementDetail): HTMLElement {
    const release = element(
      'button',
      { type: 'button', class: 'button', disabled: detail.openAudits > 0 || !detail.isOver },
      say(['支払へ回し、請求書を発行', 'Release and invoice']),
    );
    release.addEventListener('click', () => void this.release(detail));
    const printButton = element(
      'button',
      { type: 'button', class: 'button button-quiet' },
      say(['印刷', 'Print']),
    );
    printButton.addEventListener('click', () => print());
    const mayRelease = this.desk.session.role === 'client' && detail.releasedAt === null;
    return element(
      'header',
      { class: 'view-head' },
      element(
        'a',
        { class: 'back', href: this.desk.listAddress('#/settlements') },
        say(['← 精算', '← Settlements']),
      ),
      element('h1', {}, `${periodOf(detail.period)} ${detail.title}`),
      element(
        'span',
        { class: 'quiet' },
        [detail.contractId, say([`第${detail.version}版`, `version ${detail.version}`])].join(' '),
      ),
      element('span', { class: 'spacer' }),
      this.download('pdf', ['精算書 PDF', 'PDF']),
      this.download('zip', ['全形式（zip）', 'Every format (zip)']),
      mayRelease ? release : null,
      printButton,
    );
  }

  private download(kind: 'pdf' | 'zip', words: readonly [string, string]): HTMLElement {
    const href = `${this.path.replace('/api/', '/api/exports/')}/${kind}`;
    return element('a', { class: 'button button-quiet link', href, download: true }, say(words));
  }

  private totals(detail: SettlementDetail): HTMLElement {
    return element(
      'section',
      { class: 'money', 'data-testid': 'money' },
      element(
        'p',
        { class: 'money-total' },
        element('span', {}, say(['精算額（税抜）', 'Amount, net of tax'])),
        element('strong', {}, yen(detail.totalYen)),
      ),
      factList(
        [say(['受注者', 'Contractor']), detail.contractor?.name ?? '–'],
        [say(['発注者', 'Client']), detail.client?.name ?? '–'],
        [say(['作業', 'Work']), yen(detail.workYen)],
        [say(['待機・保証', 'Standby']), yen(detail.standbyYen)],
        [say(['日報', 'Reports']), say([`${detail.reports.length} 件`, String(detail.reports.length)])],
        [say(['請求書', 'Invoice']), detail.invoiceNo ?? say(['未発行', 'Not issued'])],
        [
          say(['契約・計算規則', 'Contract, rules']),
          say([
            `契約 第${detail.contractVersion}版・規則 第${detail.rulesVersion}版`,
            `contract version ${detail.contractVersion}, rules version ${detail.rulesVersion}`,
          ]),
        ],
      ),
      factList(
        ...detail.owners.map(({ owner, totalYen }): [string, string] => [owner?.name ?? '–', yen(totalYen)]),
      ),
    );
  }

  private audits({ audits, reports }: SettlementDetail): HTMLElement[] {
    if (audits.length === 0) return [];
    const reload = () => void this.open();
    const payable = reports.map(({ reportNo }) => reportNo);
    const list = findingList(audits, { desk: this.desk, reload, payable });
    return [
      element(
        'section',
        { class: 'sheet-part audits' },
        element('h2', {}, say(['支払前監査', 'Audits before payment'])),
        list,
      ),
    ];
  }

  private underWay({ isOver, payableFrom, releasedAt }: SettlementDetail): HTMLElement[] {
    if (isOver || releasedAt !== null) return [];
    const words = say([
      `この期間はまだ終わっていません（途中の額）。支払へ回せるのは ${dayOf(payableFrom)}からです。`,
      `The period is not over: so far. It can be released from ${dayOf(payableFrom)} on.`,
    ]);
    return [element('p', { class: 'notice', 'data-testid': 'under-way' }, words)];
  }

  private leftOut({ leftOut }: SettlementDetail): HTMLElement[] {
    if (leftOut.length === 0) return [];
    const title = say([
      `この精算で支払われない日報 ${leftOut.length} 件`,
      `${leftOut.length} reports are not paid`,
    ]);
    return [
      element(
        'section',
        { class: 'sheet-part audits', 'data-testid': 'left-out' },
        element('h2', {}, title),
        leftOutList(leftOut),
      ),
    ];
  }

  private async release({ version }: SettlementDetail): Promise<void> {
    await this.desk.run(async () => {
      const answer = await postJson<{ invoiceNo: string | null; notes: { ja: string; en: string }[] }>(
        `${this.path}/release`,
        { version },
      );
      const notes = answer.notes.map(({ ja, en }) => (language() === 'ja' ? ja : en)).join(' ');
      const told =
        answer.invoiceNo === null
          ? notes
          : say([
              `請求書 ${answer.invoiceNo} を発行しました。${notes}`,
              `Invoice ${answer.invoiceNo} is issued. ${notes}`,
            ]);
      this.desk.tell(told);
    });
    await this.open();
  }
}
