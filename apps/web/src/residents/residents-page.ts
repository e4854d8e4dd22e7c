import type { Map as MapLibre } from 'maplibre-gl';
import { byId, element } from '../dom/element.js';
import { forgetDrawn, redraw } from '../dom/redraw.js';
import { onSystemTheme, systemTheme } from '../dom/theme.js';
import { setMapTheme } from '../map/create-map.js';
import { renderLegend } from '../map/legend.js';
import { SegmentPainter } from '../map/segment-painter.js';
import { whenShown } from '../map/when-shown.js';
import type { Published } from '../state/published.js';
import { formsAt } from '../state/segment-form.js';
import { onLanguage } from '../text/language.js';
import { segmentShown } from '../text/state-words.js';
import { say, sayPage } from '../text/words.js';
import { placeAnswer, placeWords, segmentAnswer } from './answer.js';
import { type Choice, type ChosenPlace, chosenSegment, nameOfSegment } from './choice.js';
import { renderAsOf, renderHead } from './head.js';
import { keepMyPlace, type MyPlace, renderMyPlaces } from './my-places.js';
import { renderNotes } from './notes.js';
import { renderPlaceList } from './place-list.js';
import { type PlaceRow, placeRows, titleOfRow } from './place-rows.js';
import { listRoadNames } from './road-names.js';
import { type Findable, Search } from './search.js';
import { Sheet } from './sheet.js';

const PLACE_ZOOM = 14.5;
const SEGMENT_ZOOM = 16;
const SECOND_MS = 1000;

/** Ties the published state, the map and the panels together; every panel is drawn again from scratch when asked. */
export class ResidentsPage {
  private readonly sheet = new Sheet();
  private readonly painter: SegmentPainter | null;
  private rows: PlaceRow[] = [];
  private choice: Choice | null = null;

  constructor(
    private readonly published: Published,
    private readonly map: MapLibre | null,
  ) {
    this.painter = map && new SegmentPainter(map);
    new Search(() => this.findables());
    published.onTick(() => this.update());
    onLanguage(() => this.redraw());
    onSystemTheme((theme) => {
      if (this.map) setMapTheme(this.map, theme);
      this.redraw();
    });
    setInterval(() => renderAsOf(published), SECOND_MS);
    if (map) this.followMap(map);
    else this.showWithoutMap();
    this.redraw();
  }

  /** New state, or just time: colours, ages and figures. */
  private update(): void {
    const { areas } = this.published;
    if (areas) this.rows = placeRows(areas.areas);
    this.paintInOneFrame();
    renderHead(this.published);
    this.renderAnswer();
    this.renderPlaces();
  }

  private redraw(): void {
    sayPage();
    this.sheet.say();
    forgetDrawn(byId('answer'));
    renderLegend(byId('legend'), systemTheme());
    renderNotes(this.published.current);
    this.update();
  }

  private paintInOneFrame(): void {
    requestAnimationFrame(() => {
      const { state } = this.published;
      if (state) this.painter?.paint(formsAt(state, this.published.now()));
      this.tellWhenReady();
    });
  }

  private tellWhenReady(): void {
    const { dataset } = document.documentElement;
    if (dataset.ready === 'true' || !this.published.state) return;
    const ready = (): void => {
      dataset.ready = 'true';
    };
    if (this.map) whenShown(this.map, ready);
    else ready();
  }

  private followMap(map: MapLibre): void {
    map.on('click', (event) => {
      const feature = this.painter?.segmentAt(event.point);
      const areas = this.published.areas?.areas ?? [];
      this.choose(feature ? chosenSegment(feature, event.lngLat, areas) : null);
    });
    map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = this.painter?.segmentAt(event.point) ? 'pointer' : '';
    });
  }

  private showWithoutMap(): void {
    document.body.classList.add('no-map');
    this.sheet.set('full');
  }

  private choose(choice: Choice | null): void {
    this.choice = choice;
    this.painter?.select(choice?.kind === 'segment' ? choice.segment : null);
    forgetDrawn(byId('answer'));
    this.renderAnswer();
    byId('announcement').textContent = byId('answer').querySelector('h2')?.textContent ?? '';
    if (choice && this.map) this.sheet.set('low');
  }

  private openPlace(row: PlaceRow): void {
    this.map?.flyTo({ center: [row.lng, row.lat], zoom: PLACE_ZOOM });
    this.choose({ kind: 'place', row });
  }

  private renderAnswer(): void {
    const { state } = this.published;
    const panel = byId('answer');
    panel.hidden = this.choice === null || state === null;
    if (this.choice === null || state === null) return;
    const nowAt = this.published.now();
    const parts =
      this.choice.kind === 'segment'
        ? segmentAnswer(this.choice, { state, nowAt, theme: systemTheme() })
        : placeAnswer(this.latest(this.choice), nowAt);
    redraw(panel, ...parts, this.answerButtons(this.choice));
  }

  /** The chosen place with the figures of now. */
  private latest({ kind, row }: ChosenPlace): ChosenPlace {
    return { kind, row: this.rows.find((each) => each.name === row.name) ?? row };
  }

  private answerButtons(choice: Choice): HTMLElement {
    const keep = element('button', { class: 'button', type: 'button' }, say(['保存', 'Save']));
    const close = element(
      'button',
      { class: 'button button-quiet', type: 'button' },
      say(['閉じる', 'Close']),
    );
    keep.addEventListener('click', () => {
      keepMyPlace(this.toMyPlace(choice));
      this.renderPlaces();
      keep.textContent = say(['保存しました', 'Saved']);
    });
    close.addEventListener('click', () => this.choose(null));
    return element('p', { class: 'answer-buttons' }, keep, close);
  }

  private toMyPlace(choice: Choice): MyPlace {
    const { networkHash } = this.published.current;
    if (choice.kind === 'place') {
      const { name, lng, lat } = choice.row;
      return { name, lng, lat, segment: null, networkHash };
    }
    const { lng, lat, segment } = choice;
    return { name: nameOfSegment(choice), lng, lat, segment, networkHash };
  }

  private renderPlaces(): void {
    renderMyPlaces({
      stateOf: (place) => this.stateOfPlace(place),
      open: (place) => this.openMyPlace(place),
      changed: () => this.renderPlaces(),
    });
    renderPlaceList(this.rows, this.published.now(), (row) => this.openPlace(row));
  }

  private stateOfPlace({ name, segment, networkHash }: MyPlace): string {
    const { state } = this.published;
    if (segment !== null && state && networkHash === state.networkHash) {
      return segmentShown(segment, state, this.published.now()).words;
    }
    const row = this.rows.find((each) => name.startsWith(each.name));
    return row ? placeWords(row.clearedKm, row.remainingKm) : '';
  }

  private openMyPlace(place: MyPlace): void {
    const row = this.rows.find((each) => each.name === place.name);
    if (row) this.openPlace(row);
    else this.map?.flyTo({ center: [place.lng, place.lat], zoom: SEGMENT_ZOOM });
    if (this.map) this.sheet.set('low');
  }

  private findables(): Findable[] {
    const places = this.rows.map((row) => ({
      name: titleOfRow(row),
      note: placeWords(row.clearedKm, row.remainingKm),
      open: () => this.openPlace(row),
    }));
    const roads = (this.map ? listRoadNames(this.map) : []).map(({ name, lng, lat }) => ({
      name,
      note: say(['道路', 'road']),
      open: () => void this.map?.flyTo({ center: [lng, lat], zoom: PLACE_ZOOM }),
    }));
    return [...places, ...roads];
  }
}
