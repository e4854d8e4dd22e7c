import type { InvoiceRow } from '#wire';
import { element } from '../dom/element.js';
import { labelled } from '../dom/field.js';
import { postJson, readJson } from '../session/api.js';
import { dayOf, yen } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { askReason } from './ask-reason.js';
import { type Column, DataTable } from './data-table.js';
import { keepAddress, withQuery } from './list-address.js';
import { periodOf, settlementHref } from './settlement-words.js';
import type { Desk, View } from './view.js';

const FIELDS = ['from', 'to', 'fromYen', 'toYen', 'party'] as const;

const kindOf = ({ replacedBy, isQualified }: InvoiceRow): HTMLElement => {
  if (replacedBy !== null)
    return element(
      'span',
      { class: 'state returned' },
      say([`取消（${replacedBy}）`, `Replaced (${replacedBy})`]),
    );
  return element(
    'span',
    { class: 'state approved' },
    say(isQualified ? ['適格請求書', 'Qualified'] : ['請求書', 'Invoice']),
  );
};

const pdfLink = ({ invoiceNo }: InvoiceRow): HTMLElement =>
  element(
    'span',
    { class: 'above' },
    element(
      'a',
      {
        class: 'chip link',
        href: `/api/exports/invoices/${encodeURIComponent(invoiceNo)}/pdf`,
        download: true,
      },
      'PDF',
    ),
  );

/** 請求書: searched by date, amount and party in any combination; a contractor may reissue his own. */
export class InvoicesView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table: DataTable<InvoiceRow>;
  private readonly form: HTMLFormElement;

  constructor(
    private readonly desk: Desk,
    query: string,
  ) {
    this.table = new DataTable<InvoiceRow>({
      caption: ['請求書の一覧', 'Invoices'],
      columns: this.columns(),
      keyOf: ({ invoiceNo }) => invoiceNo,
      hrefOf: settlementHref,
      textOf: (row) =>
        [
          row.invoiceNo,
          row.issuer,
          row.addressee,
          row.contractId,
          row.contractTitle,
          row.registrationNo,
        ].join(' '),
      sort: { key: 'date', isFalling: true },
      empty: ['請求書はまだありません。', 'No invoices yet.'],
    });
    this.form = this.searchForm(new URLSearchParams(query));
    this.root.append(
      element('header', { class: 'view-head' }, element('h1', {}, say(['請求書', 'Invoices']))),
      this.form,
      this.table.root,
    );
  }

  async open(): Promise<void> {
    this.table.show(await readJson<InvoiceRow[]>(`/api/invoices?${this.criteria()}`));
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }

  /** What is searched for, as an address has it. */
  private criteria(): URLSearchParams {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value !== '') query.set(name, String(value));
    return query;
  }

  private columns(): Column<InvoiceRow>[] {
    const columns: Column<InvoiceRow>[] = [
      { key: 'no', words: ['請求書番号', 'No.'], value: ({ invoiceNo }) => invoiceNo },
      {
        key: 'date',
        words: ['発行日', 'Issued'],
        value: ({ issuedOn }) => issuedOn,
        cell: ({ issuedOn }) => dayOf(issuedOn),
      },
      {
        key: 'period',
        words: ['期間', 'Period'],
        value: ({ period }) => period,
        cell: ({ period }) => periodOf(period),
      },
      { key: 'issuer', words: ['請求者', 'Issuer'], value: ({ issuer }) => issuer },
      { key: 'addressee', words: ['宛先', 'To'], value: ({ addressee }) => addressee },
      {
        key: 'tax',
        words: ['消費税', 'Tax'],
        value: ({ taxYen }) => taxYen,
        cell: ({ taxYen }) => yen(taxYen),
        isNumber: true,
      },
      {
        key: 'total',
        words: ['請求額（税込）', 'Total'],
        value: ({ totalYen }) => totalYen,
        cell: ({ totalYen }) => yen(totalYen),
        isNumber: true,
      },
      { key: 'kind', words: ['種別', 'Kind'], value: ({ replacedBy }) => replacedBy ?? '', cell: kindOf },
    ];
    columns.push({
      key: 'pdf',
      words: ['PDF', 'PDF'],
      value: ({ invoiceNo }) => invoiceNo,
      cell: pdfLink,
      isForScreen: true,
    });
    if (this.desk.session.role !== 'contractor') return columns;
    return [
      ...columns,
      {
        key: 'reissue',
        words: ['訂正', 'Correct'],
        value: ({ replacedBy }) => replacedBy ?? '',
        cell: (row) => this.reissueButton(row),
        isForScreen: true,
      },
    ];
  }

  private reissueButton({ invoiceNo, replacedBy }: InvoiceRow): Node | string {
    if (replacedBy !== null) return '';
    const button = element('button', { type: 'button', class: 'chip above' }, say(['再発行', 'Reissue']));
    button.addEventListener('click', () =>
      askReason(this.desk, ['再発行の理由', 'Why is it reissued?'], async (reason) => {
        const isDone = await this.desk.run(async () => {
          const answer = await postJson<{ invoiceNo: string }>(
            `/api/invoices/${encodeURIComponent(invoiceNo)}/reissue`,
            { reason },
          );
          this.desk.tell(
            say([`請求書 ${answer.invoiceNo} を発行しました。`, `Invoice ${answer.invoiceNo} is issued.`]),
          );
        });
        if (isDone) await this.open();
        return isDone;
      }),
    );
    return button;
  }

  /** The invoices that the criteria find as a zip with an index: what 電子帳簿保存法 asks to keep. */
  private archiveLink(): HTMLElement {
    const link = element(
      'a',
      { class: 'button button-quiet link', href: '/api/exports/invoices/archive', download: true },
      say(['一括出力（索引つき zip）', 'Archive (zip with index)']),
    );
    link.addEventListener('click', () => {
      link.href = `/api/exports/invoices/archive?${this.criteria()}`;
    });
    return link;
  }

  private searchForm(asked: URLSearchParams): HTMLFormElement {
    const words: Record<(typeof FIELDS)[number], readonly [string, string]> = {
      from: ['発行日 から', 'Issued from'],
      to: ['まで', 'To'],
      fromYen: ['金額 から（円）', 'Yen from'],
      toYen: ['まで（円）', 'To (yen)'],
      party: ['取引先', 'Party'],
    };
    const typeOf = (name: string): string =>
      name.endsWith('Yen') ? 'number' : name === 'party' ? 'search' : 'date';
    const form = element(
      'form',
      { class: 'search-form' },
      ...FIELDS.map((name) =>
        labelled(words[name], element('input', { name, type: typeOf(name), value: asked.get(name) ?? '' })),
      ),
      element('button', { class: 'button', type: 'submit' }, say(['検索', 'Search'])),
      this.archiveLink(),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      keepAddress(withQuery(location.hash, String(this.criteria())));
      void this.desk.run(() => this.open());
    });
    return form;
  }
}
