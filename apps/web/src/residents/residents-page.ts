import type { Map as MapLibre } from 'maplibre-gl';
import { byId } from '../dom/element.js';
import { onSystemTheme, systemTheme } from '../dom/theme.js';
import { setMapTheme } from '../map/create-map.js';
import { followCentre } from '../map/follow-centre.js';
import { renderLegend } from '../map/legend.js';
import { SegmentPainter } from '../map/segment-painter.js';
import { markReady } from '../map/when-shown.js';
import type { Published } from '../state/published.js';
import { formsAt } from '../state/segment-form.js';
import { onLanguage } from '../text/language.js';
import { say } from '../text/words.js';
import { placeWords } from './answer.js';
import { AnswerPanel } from './answer-panel.js';
import { type Choice, chosenSegment } from './choice.js';
import { renderAge, renderHead } from './head.js';
import { KeptPlaces } from './kept-places.js';
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
  private readonly answer: AnswerPanel;
  private readonly kept: KeptPlaces;
  private rows: PlaceRow[] = [];

  constructor(
    private readonly published: Published,
    private readonly map: MapLibre | null,
  ) {
    this.painter = map && new SegmentPainter(map);
    const rows = (): readonly PlaceRow[] => this.rows;
    this.kept = new KeptPlaces({
      published,
      rows,
      open: (choice) => this.open(choice),
      flyTo: (point) => this.flyTo(point, SEGMENT_ZOOM),
      changed: () => this.keptChanged(),
    });
    this.answer = new AnswerPanel({
      published,
      rows,
      keepButton: (choice) => this.kept.button(choice),
      close: () => this.choose(null),
    });
    new Search(() => this.findables());
    published.onTick(() => this.update());
    onLanguage(() => this.redraw());
    onSystemTheme((theme) => {
      if (map) setMapTheme(map, theme);
      this.redraw();
    });
    setInterval(() => renderAge(published), SECOND_MS);
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
    this.answer.render();
    this.renderPlaces();
  }

  private redraw(): void {
    this.sheet.say();
    renderLegend(byId('legend'), systemTheme());
    renderNotes(this.published.current);
    this.answer.redraw();
    this.update();
  }

  private paintInOneFrame(): void {
    requestAnimationFrame(() => {
      const { state } = this.published;
      if (state === null) return;
      this.painter?.paint(formsAt(state, this.published.now()));
      markReady(this.map);
    });
  }

  private followMap(map: MapLibre): void {
    const chooseAt = (point: { x: number; y: number }): void => {
      const feature = this.painter?.segmentAt(point);
      const areas = this.published.areas?.areas ?? [];
      this.choose(feature ? chosenSegment(feature, map.unproject([point.x, point.y]), areas) : null);
    };
    map.on('click', (event) => chooseAt(event.point));
    map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = this.painter?.segmentAt(event.point) ? 'pointer' : '';
    });
    followCentre(map, chooseAt);
  }

  private showWithoutMap(): void {
    document.body.classList.add('no-map');
    byId('no-map').hidden = false;
    this.sheet.set('full');
  }

  private choose(choice: Choice | null): void {
    this.painter?.select(choice?.kind === 'segment' ? choice.segment : null);
    this.answer.show(choice);
    if (choice && this.map) this.sheet.set('low');
  }

  /** Chooses from the list, the search or the kept places: the map moves there, and so does the focus. */
  private open(choice: Choice): void {
    if (choice.kind === 'place') this.flyTo(choice.row, PLACE_ZOOM);
    else this.flyTo(choice, SEGMENT_ZOOM);
    this.choose(choice);
    this.answer.focus();
  }

  private flyTo({ lng, lat }: { lng: number; lat: number }, zoom: number): void {
    this.map?.flyTo({ center: [lng, lat], zoom });
    if (this.map) this.sheet.set('low');
  }

  private keptChanged(): void {
    this.answer.redraw();
    this.kept.render();
  }

  private renderPlaces(): void {
    this.kept.render();
    renderPlaceList(this.rows, this.published.now(), (row) => this.open({ kind: 'place', row }));
  }

  private findables(): Findable[] {
    const places = this.rows.map((row) => ({
      name: titleOfRow(row),
      note: placeWords(row.clearedKm, row.remainingKm),
      open: () => this.open({ kind: 'place', row }),
    }));
    const areas = this.published.areas?.areas ?? [];
    const roads = (this.map ? listRoadNames(this.map) : []).map(({ name, feature, point }) => ({
      name,
      note: say(['道路', 'road']),
      open: () => this.open(chosenSegment(feature, point, areas)),
    }));
    return [...places, ...roads];
  }
}
