import type { CorrectionRequest, ReportRow, Session } from '#wire';
import { byId, element } from '../dom/element.js';
import { keptDraft } from '../report/correction-draft.js';
import { CorrectionForm } from '../report/correction-form.js';
import { openGaps } from '../report/gps-gaps.js';
import { meansIt } from '../report/under-way.js';
import { askForToken, SESSION_ENDED } from '../session/sign-in.js';
import { onLanguage } from '../text/language.js';
import { say } from '../text/words.js';
import { renderActions, renderBar } from './driver-bar.js';
import { gapForm } from './gap-form.js';
import { Outbox } from './outbox.js';
import { addPhoto, photoForm } from './photo-button.js';
import { renderReport } from './report-card.js';
import { inOrder, type ReadReport, readList, readReport } from './reports.js';
import { rememberServiceTime, serviceNow } from './service-time.js';
import { workButtons } from './work-buttons.js';

/** The driver's page: one report at a time, with the biggest button for 「このまま確定」. */
export class DriverPage {
  private readonly outbox: Outbox;
  private rows: ReportRow[] = [];
  private place = 0;
  private current: ReadReport | null = null;
  private isOnline = true;
  private signingIn = false;

  constructor(private readonly session: Session) {
    this.outbox = new Outbox(session.account, {
      onChange: () => this.changed(),
      onSignedOut: () => void this.signInAgain(),
    });
    onLanguage(() => this.render());
    addEventListener('online', () => void this.load());
    byId('sheet').addEventListener('close', () => byId('sheet').replaceChildren());
  }

  async open(): Promise<void> {
    byId('bar').hidden = false;
    await this.outbox.open();
    await this.load();
    document.documentElement.dataset.ready = 'true';
  }

  /** What waited has been sent: what stands at the service is read again. */
  private sentBefore = 0;
  private changed(): void {
    const waiting = this.outbox.waiting.length;
    if (waiting < this.sentBefore) void this.load();
    this.sentBefore = waiting;
    this.render();
  }

  private async load(): Promise<void> {
    try {
      const list = await readList();
      this.isOnline = list?.isFresh ?? false;
      if (list?.isFresh) rememberServiceTime(list.value.asOfAt);
      const shown = this.rows[this.place]?.reportNo;
      this.rows = inOrder(list?.value.rows ?? []);
      this.place = Math.max(
        0,
        this.rows.findIndex(({ reportNo }) => reportNo === shown),
      );
      await this.readCurrent();
    } catch (error) {
      if ((error as { status?: number }).status === 401) return this.signInAgain();
      throw error;
    }
  }

  private async readCurrent(): Promise<void> {
    const row = this.rows[this.place];
    const read = row === undefined ? null : await readReport(row.reportNo);
    if (row?.reportNo !== this.rows[this.place]?.reportNo) return;
    this.current = read;
    this.render();
  }

  private render(): void {
    renderBar(this.session, this.isOnline, this.outbox.waiting);
    const waiting = this.current === null ? [] : this.outbox.of(this.current.detail.reportNo);
    renderReport(this.current, {
      waiting,
      place: this.place,
      count: this.rows.length,
      onStep: (by) => void this.step(by),
      onReload: () => void this.giveUp(),
      onWork: () => this.showWork(),
    });
    renderActions(this.current?.detail ?? null, waiting, {
      onConfirm: () => void this.confirm(),
      onCorrect: () => this.correct(),
      onPhoto: () => this.photo(),
    });
  }

  private async step(by: 1 | -1): Promise<void> {
    this.place = Math.min(this.rows.length - 1, Math.max(0, this.place + by));
    await this.readCurrent();
    scrollTo({ top: 0 });
  }

  private async confirm(): Promise<void> {
    const { detail } = this.current!;
    if (keptDraft(detail.reportNo) !== null && !byId<HTMLDialogElement>('sheet').open) {
      if (
        !confirm(
          say([
            '書きかけの修正があります。修正せずに確定しますか。',
            'A correction is unfinished. Confirm without it?',
          ]),
        )
      ) {
        // The button listens once: it is drawn anew.
        this.render();
        return this.correct();
      }
    }
    const isMeant = meansIt(detail, Date.parse(serviceNow()));
    const mustSayWhy = openGaps(detail).length > 0;
    if (isMeant && !mustSayWhy) return this.add('submit', {});
    this.render();
    if (isMeant) this.explainGaps();
  }

  private explainGaps(): void {
    const { detail: report } = this.current!;
    const onConfirm = async (reason: string, photo: File | null): Promise<void> => {
      if (photo !== null) await addPhoto(this.outbox, report, { file: photo, moment: 'after' });
      await this.add('submit', { reason });
      this.closeSheet();
    };
    this.showSheet(gapForm({ report, onConfirm, onClose: () => this.closeSheet() }));
  }

  private add(kind: 'submit' | 'correct', more: Partial<CorrectionRequest>): Promise<void> {
    const { reportNo, steps } = this.current!.detail;
    const seenSteps = steps + this.outbox.stepsOf(reportNo);
    const path = `/api/reports/${encodeURIComponent(reportNo)}/${kind}`;
    return this.outbox.add({ reportNo, kind, method: 'POST', path, body: { ...more, seenSteps } });
  }

  private correct(): void {
    const { detail: report } = this.current!;
    const form = new CorrectionForm({
      report,
      onSend: (request) => this.add('correct', request),
      onClose: () => this.closeSheet(),
    });
    this.showSheet(form.root);
  }

  private photo(): void {
    const { detail } = this.current!;
    const form = photoForm(async (file, moment) => {
      await addPhoto(this.outbox, detail, { file, moment });
      this.closeSheet();
    });
    this.showSheet(this.titled(['写真をつける', 'Add a photo'], form));
  }

  private showWork(): void {
    const machine = this.current?.detail.machine.code ?? this.session.machines[0];
    const buttons = workButtons(this.outbox, machine, () => this.closeSheet());
    this.showSheet(this.titled(['今からの作業', 'What I do from now on'], buttons));
  }

  private titled(words: readonly [string, string], body: HTMLElement): HTMLElement {
    const close = element(
      'button',
      { type: 'button', class: 'button button-quiet' },
      say(['閉じる', 'Close']),
    );
    close.addEventListener('click', () => this.closeSheet());
    return element('section', {}, element('h2', { id: 'sheet-title' }, say(words)), body, close);
  }

  private showSheet(body: HTMLElement): void {
    const sheet = byId<HTMLDialogElement>('sheet');
    sheet.replaceChildren(body);
    if (!sheet.open) sheet.showModal();
  }

  private closeSheet(): void {
    byId<HTMLDialogElement>('sheet').close();
  }

  /** The service refused: what it says was seen, the report as it stands now is read. */
  private async giveUp(): Promise<void> {
    await this.outbox.discard(this.current!.detail.reportNo);
    await this.load();
  }

  private async signInAgain(): Promise<void> {
    if (this.signingIn) return;
    this.signingIn = true;
    this.closeSheet();
    const session = await askForToken(SESSION_ENDED);
    this.signingIn = false;
    if (session.account !== this.session.account) return location.reload();
    void this.outbox.flush();
    await this.load();
  }
}
