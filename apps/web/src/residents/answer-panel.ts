import { byId, element } from '../dom/element.js';
import { forgetDrawn, redraw } from '../dom/redraw.js';
import { systemTheme } from '../dom/theme.js';
import type { Published } from '../state/published.js';
import { say } from '../text/words.js';
import { placeAnswer, segmentAnswer } from './answer.js';
import type { Choice, ChosenPlace } from './choice.js';
import type { PlaceRow } from './place-rows.js';

export interface AnswerPanelContext {
  readonly published: Published;
  rows(): readonly PlaceRow[];
  keepButton(choice: Choice): HTMLElement;
  close(): void;
}

/** The answer to what the reader chose, drawn again whenever its words change. */
export class AnswerPanel {
  private readonly panel = byId('answer');
  private choice: Choice | null = null;

  constructor(private readonly context: AnswerPanelContext) {}

  /** Shows a choice, or nothing, and says its first line to those who cannot see it. */
  show(choice: Choice | null): void {
    const hadFocus = this.panel.contains(document.activeElement);
    this.choice = choice;
    this.redraw();
    byId('announcement').textContent = this.panel.querySelector('h2')?.textContent ?? '';
    // The panel that had the focus is gone: the list comes next.
    if (choice === null && hadFocus) byId('list-section').focus({ preventScroll: true });
  }

  /** Brings the answer to who opened it from elsewhere on the page. */
  focus(): void {
    this.panel.focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: 'nearest' });
  }

  /** Draws in any case: another theme or language, or a changed button. */
  redraw(): void {
    forgetDrawn(this.panel);
    this.render();
  }

  render(): void {
    const { choice } = this;
    const { state } = this.context.published;
    this.panel.hidden = choice === null || state === null;
    if (choice === null || state === null) {
      this.panel.replaceChildren();
      return;
    }
    const nowAt = this.context.published.now();
    const parts =
      choice.kind === 'segment'
        ? segmentAnswer(choice, { state, nowAt, theme: systemTheme() })
        : placeAnswer(this.latest(choice), nowAt);
    redraw(this.panel, ...parts, this.buttons(choice));
  }

  /** The chosen place with the figures of now. */
  private latest({ kind, row }: ChosenPlace): ChosenPlace {
    return { kind, row: this.context.rows().find((each) => each.name === row.name) ?? row };
  }

  private buttons(choice: Choice): HTMLElement {
    const close = element(
      'button',
      { class: 'button button-quiet', type: 'button' },
      say(['閉じる', 'Close']),
    );
    close.addEventListener('click', () => this.context.close());
    return element('p', { class: 'answer-buttons' }, this.context.keepButton(choice), close);
  }
}
