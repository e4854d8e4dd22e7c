import type { Map as MapLibre } from 'maplibre-gl';
import type { ReportDetail, ReportTrack, StepAnswer } from '#wire';
import { element } from '../dom/element.js';
import { systemTheme } from '../dom/theme.js';
import { keptDraft } from '../report/correction-draft.js';
import { CorrectionForm } from '../report/correction-form.js';
import { openGaps } from '../report/gps-gaps.js';
import { reportFigures } from '../report/report-figures.js';
import { trackDrawing } from '../report/track-drawing.js';
import { meansIt, underWayNote } from '../report/under-way.js';
import { newRequestId, postJson, readJson } from '../session/api.js';
import { dayOf } from '../text/format-paper.js';
import { say } from '../text/words.js';
import { askReason } from './ask-reason.js';
import { reportMap } from './report-map.js';
import { stateChip } from './report-rows.js';
import { reportSheet } from './report-sheet.js';
import type { Desk, View } from './view.js';

type Phrase = readonly [ja: string, en: string];

const pdfLink = ({ reportNo }: ReportDetail): HTMLElement =>
  element(
    'a',
    {
      class: 'button button-quiet link',
      href: `/api/exports/reports/${encodeURIComponent(reportNo)}/pdf`,
      download: true,
    },
    say(['日報 PDF', 'PDF']),
  );

/** 日報: the map beside the report, and what the reader may do with it. */
export class ReportView implements View {
  readonly root = element('div', { class: 'view-body report-view' });
  private map: MapLibre | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly reportNo: string,
  ) {}

  async open(): Promise<void> {
    const path = `/api/reports/${encodeURIComponent(this.reportNo)}`;
    const [detail, track] = await Promise.all([
      readJson<ReportDetail>(path),
      readJson<ReportTrack>(`${path}/track`).catch(() => null),
    ]);
    const place = element('div', { class: 'report-map' });
    this.root.replaceChildren(
      this.head(detail),
      underWayNote(detail, this.desk.now()) ?? '',
      element(
        'div',
        { class: 'side-by-side' },
        this.mapSide(place, track),
        reportSheet(detail, this.desk, () => void this.open()),
      ),
    );
    this.map?.remove();
    if (track) this.map = await reportMap(place, track, systemTheme()).catch(() => null);
    if (keptDraft(detail.reportNo) !== null && this.mayCorrect(detail)) this.correct(detail);
  }

  close(): void {
    this.map?.remove();
    this.map = null;
  }

  private mapSide(place: HTMLElement, track: ReportTrack | null): HTMLElement {
    const drawing = track?.bounds
      ? element('div', { class: 'print-map' }, trackDrawing(track) as unknown as HTMLElement)
      : null;
    return element('section', { class: 'map-side', 'aria-label': say(['地図', 'Map']) }, place, drawing);
  }

  private head(detail: ReportDetail): HTMLElement {
    return element(
      'header',
      { class: 'view-head' },
      element('a', { class: 'back', href: this.desk.listAddress('#/reports') }, say(['← 日報', '← Reports'])),
      element('h1', {}, `${dayOf(detail.businessDate)} ${detail.machine.name}`),
      stateChip(detail),
      element(
        'span',
        { class: 'quiet' },
        [detail.contractor?.name, detail.client?.name].filter(Boolean).join(' → '),
      ),
      element('span', { class: 'spacer' }),
      ...this.actions(detail),
      reportFigures(detail),
    );
  }

  private mayCorrect({ state }: ReportDetail): boolean {
    return this.desk.session.role === 'contractor' && (state === 'draft' || state === 'returned');
  }

  private actions(detail: ReportDetail): HTMLElement[] {
    const { role } = this.desk.session;
    const { state } = detail;
    const buttons: (HTMLElement | false)[] = [
      this.mayCorrect(detail) && this.button(['直す', 'Correct'], true, () => this.correct(detail)),
      this.mayCorrect(detail) && this.button(['確定して提出', 'Confirm'], false, () => this.submit(detail)),
      role === 'client' &&
        ['submitted', 'checked'].includes(state) &&
        this.button(['差戻す', 'Return'], true, () =>
          this.withReason(detail, 'return', ['差戻しの理由', 'Why is it returned?']),
        ),
      role === 'client' &&
        state === 'submitted' &&
        this.button(['確認した', 'Checked'], false, () => this.advance(detail, 'check')),
      role === 'client' &&
        state === 'checked' &&
        this.button(['承認する', 'Approve'], false, () => this.advance(detail, 'approve')),
      ['client', 'contractor'].includes(role) &&
        ['approved', 'settled'].includes(state) &&
        this.button(['改版する', 'Revise'], true, () =>
          this.withReason(detail, 'revise', ['改版の理由', 'Why is it revised?']),
        ),
      pdfLink(detail),
      this.button(['印刷', 'Print'], true, () => print()),
    ];
    return buttons.filter((button) => button !== false);
  }

  private button(words: Phrase, isQuiet: boolean, onClick: () => void): HTMLElement {
    const made = element(
      'button',
      { type: 'button', class: isQuiet ? 'button button-quiet' : 'button' },
      say(words),
    );
    made.addEventListener('click', onClick);
    return made;
  }

  /** Where fixes are missing with the reason, and not unawares while the night goes on. */
  private submit(detail: ReportDetail): void {
    if (!meansIt(detail, this.desk.now())) return;
    if (openGaps(detail).length === 0) void this.advance(detail, 'submit');
    else this.withReason(detail, 'submit', ['GPS が途切れた理由', 'Why fixes are missing']);
  }

  private async advance(detail: ReportDetail, action: string, reason?: string): Promise<boolean> {
    const path = `/api/reports/${encodeURIComponent(detail.reportNo)}/${action}`;
    const isDone = await this.desk.run(async () => {
      await postJson<StepAnswer>(path, { seenSteps: detail.steps, reason }, newRequestId());
    });
    if (isDone) await this.open();
    return isDone;
  }

  private withReason(detail: ReportDetail, action: string, words: Phrase): void {
    askReason(this.desk, words, (reason) => this.advance(detail, action, reason));
  }

  private correct(detail: ReportDetail): void {
    const path = `/api/reports/${encodeURIComponent(detail.reportNo)}/correct`;
    const form = new CorrectionForm({
      report: detail,
      onSend: async (request) => {
        await this.desk.signedIn(() =>
          postJson(path, { ...request, seenSteps: detail.steps }, newRequestId()),
        );
        await this.open();
      },
      onClose: () => this.desk.closeSheet(),
    });
    this.desk.showSheet(form.root);
  }
}
