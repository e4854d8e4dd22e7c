import type { Session } from '#wire';
import { byId, element } from '../dom/element.js';
import { ApiError } from '../session/api.js';
import { askForToken, SESSION_ENDED } from '../session/sign-in.js';
import { onLanguage } from '../text/language.js';
import { ROLE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { bindPaperKeys } from './paper-keys.js';
import { TABS, viewOf } from './paper-views.js';
import type { Desk, View } from './view.js';

const TOLD_MS = 8_000;
const JAPAN_MS = 9 * 3_600_000;

/** The paperwork: one view at a time, named by the address's fragment. */
export class PaperPage implements Desk {
  private view: (View & { open(): Promise<void> }) | null = null;
  private signingIn: Promise<void> | null = null;
  /** Where the lists were left. */
  private readonly left = new Map<string, string>();
  private untell: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly session: Session) {
    byId('bar').hidden = false;
    byId('map-link').hidden = session.role === 'contractor';
    byId('sign-out').addEventListener('click', () => void this.signOut());
    byId('sheet').addEventListener('close', () => byId('sheet').replaceChildren());
    addEventListener('hashchange', ({ oldURL }) => {
      const { hash } = new URL(oldURL, location.href);
      this.left.set(hash.split('?')[0], hash);
      void this.show();
    });
    onLanguage(() => void this.show());
    bindPaperKeys((by) => this.view?.step?.(by));
  }

  now(): number {
    return Date.parse(this.session.asOfAt) + performance.now();
  }

  today(): string {
    return new Date(this.now() + JAPAN_MS).toISOString().slice(0, 10);
  }

  /** Shows what the address names. */
  async show(): Promise<void> {
    this.renderBar();
    this.view?.close?.();
    const view = viewOf(this, location.hash);
    this.view = view;
    byId('view').replaceChildren(view.root);
    byId('view').ariaBusy = 'true';
    try {
      await this.signedIn(() => view.open());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      view.root.replaceChildren(element('p', { class: 'notice alarm', role: 'alert' }, error.message));
    }
    if (this.view !== view) return;
    byId('view').ariaBusy = 'false';
    document.documentElement.dataset.ready = 'true';
  }

  tell(sentence: string, isAlarm = false): void {
    const told = byId('told');
    told.textContent = sentence;
    told.hidden = false;
    told.classList.toggle('alarm', isAlarm);
    clearTimeout(this.untell);
    this.untell = setTimeout(() => {
      told.hidden = true;
    }, TOLD_MS);
  }

  async run(request: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.signedIn(request);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.tell(error.message, true);
      return false;
    }
  }

  async signedIn<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      this.signingIn ??= this.signInAgain().finally(() => {
        this.signingIn = null;
      });
      await this.signingIn;
      return request();
    }
  }

  listAddress(path: string): string {
    return this.left.get(path) ?? path;
  }

  showSheet(body: HTMLElement): void {
    const sheet = byId<HTMLDialogElement>('sheet');
    sheet.replaceChildren(body);
    if (!sheet.open) sheet.showModal();
    body.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }

  closeSheet(): void {
    byId<HTMLDialogElement>('sheet').close();
  }

  /** The form lies over everything; what was written stays where it is, and on this device. */
  private async signInAgain(): Promise<void> {
    const sheet = byId<HTMLDialogElement>('sheet');
    const wasOpen = sheet.open;
    const content = [...sheet.childNodes];
    if (wasOpen) sheet.close();
    const session = await askForToken(SESSION_ENDED);
    if (session.account !== this.session.account) location.reload();
    if (wasOpen) this.showSheet(content[0] as HTMLElement);
  }

  private renderBar(): void {
    const here = location.hash || `#/${TABS[0].path}`;
    const { name, role } = this.session;
    byId('who').textContent = `${name}（${say(ROLE_WORDS[role])}）`;
    byId('tabs').replaceChildren(
      ...TABS.map(({ path, words }) =>
        element(
          'a',
          { href: `#/${path}`, 'aria-current': here.startsWith(`#/${path}`) ? 'page' : undefined },
          say(words),
        ),
      ),
    );
  }

  private async signOut(): Promise<void> {
    await fetch('/api/session', { method: 'DELETE' });
    location.reload();
  }
}
