import { byId, element } from '../dom/element.js';
import type { Published } from '../state/published.js';
import { segmentShown } from '../text/state-words.js';
import { say } from '../text/words.js';
import { placeWords } from './answer.js';
import { type Choice, nameOfSegment } from './choice.js';
import { forgetMyPlace, isMyPlaceKept, keepMyPlace, type MyPlace, renderMyPlaces } from './my-places.js';
import type { PlaceRow } from './place-rows.js';

/** What the page offers to the places that its reader keeps. */
export interface KeptPlacesContext {
  readonly published: Published;
  rows(): readonly PlaceRow[];
  /** Shows a choice and moves the map there. */
  open(choice: Choice): void;
  /** Moves the map only: nothing is known of the place now. */
  flyTo(point: { lng: number; lat: number }): void;
  /** Something was kept or forgotten. */
  changed(): void;
}

const nameOf = (choice: Choice): string =>
  choice.kind === 'place' ? choice.row.name : nameOfSegment(choice);

/** The reader's own places: what is known of each now, what opens when one is chosen, the button that keeps one. */
export class KeptPlaces {
  constructor(private readonly context: KeptPlacesContext) {}

  render(): void {
    renderMyPlaces({
      stateOf: (place) => this.stateOf(place),
      open: (place) => this.open(place),
      changed: () => this.context.changed(),
    });
  }

  /** Keeps the choice, or forgets it where it is kept. */
  button(choice: Choice): HTMLElement {
    const name = nameOf(choice);
    const isKept = isMyPlaceKept(name);
    const words = isKept ? say(['保存をやめる', 'Remove from my places']) : say(['保存', 'Save']);
    const button = element(
      'button',
      { class: isKept ? 'button button-quiet' : 'button', type: 'button' },
      words,
    );
    button.addEventListener('click', () => {
      if (isKept) forgetMyPlace(name);
      else keepMyPlace(this.toMyPlace(choice));
      byId('announcement').textContent = isKept
        ? say([`${name} の保存をやめました`, `${name} removed`])
        : say([`${name} を保存しました`, `${name} saved`]);
      this.context.changed();
    });
    return button;
  }

  private toMyPlace(choice: Choice): MyPlace {
    const { networkHash } = this.context.published.current;
    return { name: nameOf(choice), segment: choice.kind === 'segment' ? choice : null, networkHash };
  }

  /** Numbers of segments mean something in their own network only. */
  private isNumbered({ segment, networkHash }: MyPlace): boolean {
    return segment !== null && networkHash === this.context.published.current.networkHash;
  }

  private rowOf({ name, segment }: MyPlace): PlaceRow | undefined {
    const wanted = segment === null ? name : segment.placeName;
    return this.context.rows().find((row) => row.name === wanted);
  }

  private stateOf(place: MyPlace): string {
    const { published } = this.context;
    if (this.isNumbered(place) && published.state) {
      return segmentShown(place.segment!.segment, published.state, published.now()).words;
    }
    const row = this.rowOf(place);
    return row ? placeWords(row.clearedKm, row.remainingKm) : '';
  }

  private open(place: MyPlace): void {
    const row = this.rowOf(place);
    if (this.isNumbered(place)) this.context.open(place.segment!);
    else if (place.segment !== null) this.context.flyTo(place.segment);
    else if (row) this.context.open({ kind: 'place', row });
  }
}
