import { byId } from '../dom/element.js';
import { say } from '../text/words.js';

/** How far the sheet is pulled up: the answer, then legend and places, then the list. */
export type SheetHeight = 'low' | 'half' | 'full';
const HEIGHTS: readonly SheetHeight[] = ['low', 'half', 'full'];
/** A pull of this many pixels moves the sheet one height; less is a tap. */
const PULL_PX = 36;

/** The bottom sheet of the phone. On a desk the style sheet makes a column of it and the handle disappears. */
export class Sheet {
  private readonly sheet = byId('sheet');
  private readonly handle = byId<HTMLButtonElement>('sheet-handle');
  private startY = 0;
  private pulled = false;

  constructor() {
    this.handle.addEventListener('click', ({ detail }) => {
      // The click that ends a pull is no tap; one of a keyboard (detail 0) ends none.
      if (!this.pulled || detail === 0)
        this.set(this.height === 'full' ? 'low' : HEIGHTS[HEIGHTS.indexOf(this.height) + 1]);
    });
    byId('sheet-body').addEventListener('focusin', (event) => this.openFor(event.target as HTMLElement));
    for (const grip of [this.handle, this.sheet.querySelector<HTMLElement>('.head')]) {
      grip?.addEventListener('pointerdown', (event) => this.startPull(event));
    }
    document.querySelector('.skip')?.addEventListener('click', () => this.set('full'));
    this.say();
  }

  get height(): SheetHeight {
    return this.sheet.dataset.height as SheetHeight;
  }

  set(height: SheetHeight): void {
    this.sheet.dataset.height = height;
    if (height === 'low') byId('sheet-body').scrollTop = 0;
    this.say();
  }

  /** Names the handle in the reader's language. */
  say(): void {
    const open = this.height === 'full';
    this.handle.setAttribute('aria-expanded', String(this.height !== 'low'));
    this.handle.setAttribute(
      'aria-label',
      open
        ? say(['パネルを閉じる', 'Close the panel'])
        : say(['パネルを広げる（凡例・一覧）', 'Open the panel (legend, list)']),
    );
  }

  /** Opens the sheet for a reader who goes through it by keyboard. */
  private openFor(focused: HTMLElement): void {
    if (this.height !== 'low' || !focused.matches(':focus-visible') || byId('answer').contains(focused))
      return;
    this.set('half');
    focused.scrollIntoView({ block: 'nearest' });
  }

  private startPull(event: PointerEvent): void {
    this.startY = event.clientY;
    this.pulled = false;
    const end = (up: PointerEvent): void => {
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      this.endPull(up.clientY - this.startY);
    };
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  private endPull(movedPx: number): void {
    if (Math.abs(movedPx) < PULL_PX) return;
    this.pulled = true;
    const step = movedPx > 0 ? -1 : 1;
    const at = Math.min(HEIGHTS.length - 1, Math.max(0, HEIGHTS.indexOf(this.height) + step));
    this.set(HEIGHTS[at]);
  }
}
