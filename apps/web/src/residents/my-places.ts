import { byId, element } from '../dom/element.js';
import { redraw } from '../dom/redraw.js';
import { say } from '../text/words.js';
import type { ChosenSegment } from './choice.js';

/** A place the reader keeps on this device. Nothing of it is ever sent anywhere. */
export interface MyPlace {
  name: string;
  /** The stretch of road, or null for a whole place. */
  segment: ChosenSegment | null;
  /** The network that numbers the segment. */
  networkHash: string;
}

const STORAGE_KEY = 'yukimichi.places';
const MOST_PLACES = 20;

/** The places kept on this device; none when storage is closed or holds something else. */
export function listMyPlaces(): MyPlace[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isMyPlace) : [];
  } catch {
    return [];
  }
}

const isMyPlace = (value: unknown): value is MyPlace => {
  const place = value as Partial<MyPlace> | null;
  if (typeof place?.name !== 'string' || place.segment === undefined) return false;
  return place.segment === null || place.segment.kind === 'segment';
};

function store(places: MyPlace[]): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(places.slice(0, MOST_PLACES)));
  } catch {
    console.warn('This browser keeps no places for the page.');
  }
}

/** Keeps a place, the newest first; the same name is kept once. */
export const keepMyPlace = (place: MyPlace): void =>
  store([place, ...listMyPlaces().filter((kept) => kept.name !== place.name)]);

export const isMyPlaceKept = (name: string): boolean => listMyPlaces().some((place) => place.name === name);

export const forgetMyPlace = (name: string): void =>
  store(listMyPlaces().filter((place) => place.name !== name));

/** Draws the kept places with what is known of each now. */
export function renderMyPlaces(options: {
  stateOf: (place: MyPlace) => string;
  open: (place: MyPlace) => void;
  changed: () => void;
}): void {
  const places = listMyPlaces();
  const rows = places.map((place) => placeRow(place, options));
  redraw(byId('my-places'), ...(rows.length > 0 ? rows : [emptyRow()]));
}

function placeRow(place: MyPlace, options: Parameters<typeof renderMyPlaces>[0]): HTMLElement {
  const open = element(
    'button',
    { class: 'place-button', type: 'button' },
    element('span', {}, place.name),
    element('small', {}, options.stateOf(place)),
  );
  const forgetLabel = say([`${place.name} を削除`, `Remove ${place.name}`]);
  const forget = element('button', { class: 'icon-button', type: 'button', 'aria-label': forgetLabel }, '×');
  open.addEventListener('click', () => options.open(place));
  forget.addEventListener('click', () => {
    forgetMyPlace(place.name);
    options.changed();
  });
  return element('li', {}, open, forget);
}

const emptyRow = (): HTMLElement =>
  element(
    'li',
    { class: 'quiet' },
    say([
      '道路を選んで「保存」すると、ここに並びます（この端末だけに保存）。',
      'Choose a road and save it: it stays here, on this device only.',
    ]),
  );
