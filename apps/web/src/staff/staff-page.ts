import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { RouteProgress, StreamEvents, VehicleNow } from '#wire';
import { byId } from '../dom/element.js';
import { SegmentPainter } from '../map/segment-painter.js';
import { whenShown } from '../map/when-shown.js';
import type { Published } from '../state/published.js';
import { formsAt } from '../state/segment-form.js';
import { StormTime } from '../state/storm-time.js';
import { onLanguage } from '../text/language.js';
import { renderConnection } from './connection.js';
import { DetailsPanel } from './details-panel.js';
import { Fleet, filterFleet, worstFirst } from './fleet.js';
import { renderFleetList, revealRow } from './fleet-list.js';
import { bindKeyboard } from './keyboard.js';
import { type ClearedAt, rememberCleared, renderNight } from './night-strip.js';
import { chooseRoutes } from './route-choice.js';
import { readCorridor, readRoutes } from './staff-api.js';
import { StaffStream, type StreamName } from './staff-stream.js';
import type { StaffTheme } from './staff-theme.js';
import { VehicleView } from './vehicle-view.js';

const SECOND_MS = 1000;
const VEHICLE_ZOOM = 14.5;
const ROUTES_EVERY_MS = 30_000;

/** The staff console: the fleet from the stream, the roads from the published state, and what is chosen. */
export class StaffPage {
  private readonly time = new StormTime();
  private readonly fleet = new Fleet();
  private readonly painter: SegmentPainter | null;
  private readonly vehicles: VehicleView | null;
  private readonly details: DetailsPanel;
  private readonly stream: StaffStream;
  private routes: RouteProgress[] = [];
  private newSnowCm: number | null = null;
  private seen: ClearedAt[] = [];
  /** The vehicle under the keyboard's cursor: the vehicle, not the row, because rows change places. */
  private cursorId: number | null = null;

  constructor(
    private readonly published: Published,
    private readonly map: MapLibre | null,
    private readonly theme: StaffTheme,
  ) {
    this.painter = map && new SegmentPainter(map);
    this.vehicles = map && new VehicleView(map, this.fleet);
    this.details = new DetailsPanel({ map, published, theme, painter: this.painter, now: () => this.now() });
    this.stream = new StaffStream(
      (name, event) => this.take(name, event),
      (event) => this.time.sync(Date.parse(event.asOfAt), event.clockRate, performance.now()),
      () => this.renderEverySecond(),
    );
    this.bind();
    this.stream.open();
    void this.readRoutes();
    setInterval(() => void this.readRoutes(), ROUTES_EVERY_MS);
  }

  private now(): number {
    return this.time.dataAt > 0 ? this.time.now(performance.now()) : this.published.now();
  }

  private bind(): void {
    this.published.onTick(() => this.update());
    setInterval(() => this.renderEverySecond(), SECOND_MS);
    byId('search').addEventListener('input', () => this.typed());
    bindKeyboard({ step: (by) => this.step(by), open: () => this.openCursor(), close: () => this.close() });
    byId('details-close').addEventListener('click', () => this.close());
    byId('fleet').addEventListener('click', (event) => this.clickedRow(event.target as HTMLElement));
    this.map?.on('click', (event) => this.clicked(event.point));
    onLanguage(() => {
      this.renderEverySecond();
      this.details.render();
    });
  }

  private take<K extends StreamName>(name: K, event: StreamEvents[K]): void {
    if (name === 'snapshot') this.takeSnapshot(event as StreamEvents['snapshot']);
    else if (name === 'positions') this.takePositions(event as StreamEvents['positions']);
    else if (name === 'passes') this.details.passesChanged((event as StreamEvents['passes']).segments);
    else if (name === 'unit_silent' || name === 'unit_back') {
      this.takePositions({ vehicles: [(event as StreamEvents['unit_silent']).vehicle] });
      this.renderEverySecond();
    }
  }

  private takeSnapshot({ vehicles, newSnowCm }: StreamEvents['snapshot']): void {
    this.fleet.reset(vehicles);
    this.newSnowCm = newSnowCm;
    this.vehicles?.reset();
    this.renderEverySecond();
  }

  private takePositions({ vehicles }: Pick<StreamEvents['positions'], 'vehicles'>): void {
    this.vehicles?.move(this.fleet.move(vehicles));
  }

  /** The published state has ticked: roads, figures, the night's curve. */
  private update(): void {
    const { state, current } = this.published;
    const nowAt = this.published.now();
    requestAnimationFrame(() => {
      if (state) this.painter?.paint(formsAt(state, nowAt));
      this.tellWhenReady();
    });
    if (state) this.seen = rememberCleared(this.seen, { at: state.asOfAt, km: current.summary.clearedKm });
    this.theme.followHour(nowAt);
    this.details.render();
    this.renderEverySecond();
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

  private renderEverySecond(): void {
    renderConnection(this.stream, this.time, this.published);
    const { clearedKm, targetKm, newSnowCm } = this.published.current.summary;
    const { atWork, silent } = this.fleet.counts();
    renderNight({ newSnowCm: newSnowCm ?? this.newSnowCm, atWork, silent, clearedKm, targetKm }, this.seen);
    this.renderList();
  }

  private get typedText(): string {
    return byId<HTMLInputElement>('search').value.trim();
  }

  private listed(): VehicleNow[] {
    return filterFleet(worstFirst(this.fleet.vehicles.values()), this.typedText);
  }

  private listedRoutes(): RouteProgress[] {
    return chooseRoutes(this.routes, this.typedText, this.now());
  }

  private renderList(): void {
    renderFleetList({
      vehicles: this.listed(),
      anyVehicle: this.fleet.vehicles.size > 0,
      routes: this.listedRoutes(),
      cursorId: this.cursorId,
      chosenId: this.details.vehicleId,
      nowAt: this.now(),
    });
  }

  private clickedRow(target: HTMLElement): void {
    const { vehicle, route } = target.closest('li')?.dataset ?? {};
    const found = this.fleet.vehicles.get(Number(vehicle));
    if (found) this.openVehicle(found);
    else if (route) void this.openRoute(route);
  }

  private typed(): void {
    this.cursorId = this.typedText === '' ? null : (this.listed()[0]?.vehicleId ?? null);
    this.renderList();
  }

  private step(by: 1 | -1): void {
    const listed = this.listed();
    const at = listed.findIndex((vehicle) => vehicle.vehicleId === this.cursorId) + by;
    this.cursorId = listed[Math.max(0, Math.min(listed.length - 1, at))]?.vehicleId ?? null;
    this.renderList();
    if (this.cursorId !== null) revealRow(this.cursorId);
  }

  private openCursor(): void {
    const vehicle = this.listed().find((each) => each.vehicleId === this.cursorId);
    const [route] = this.listedRoutes();
    if (vehicle) this.openVehicle(vehicle);
    else if (route) void this.openRoute(route.code);
  }

  private openVehicle(vehicle: VehicleNow): void {
    this.vehicles?.choose(vehicle.vehicleId);
    this.details.openVehicle(vehicle.vehicleId, () => this.fleet.vehicles.get(vehicle.vehicleId));
    const zoom = Math.max(VEHICLE_ZOOM, this.map?.getZoom() ?? 0);
    if (vehicle.lng !== null && vehicle.lat !== null)
      this.map?.easeTo({ center: [vehicle.lng, vehicle.lat], zoom });
    this.renderList();
  }

  private close(): void {
    this.vehicles?.choose(null);
    this.details.close();
    this.renderList();
  }

  private clicked(point: { x: number; y: number }): void {
    const [dot] = this.map?.queryRenderedFeatures([point.x, point.y], { layers: ['vehicles'] }) ?? [];
    const vehicle = dot && this.fleet.vehicles.get(Number(dot.properties.vehicleId));
    if (vehicle) this.openVehicle(vehicle);
    else this.clickedRoad(point);
  }

  private clickedRoad(point: { x: number; y: number }): void {
    const segment = this.painter?.segmentAt(point);
    this.close();
    if (segment) this.details.openSegment(segment);
  }

  private async readRoutes(): Promise<void> {
    if (this.published.current.empty) return;
    this.routes = await readRoutes().catch(() => this.routes);
  }

  private async openRoute(code: string): Promise<void> {
    const corridor = await readCorridor(code);
    this.map?.getSource<GeoJSONSource>('corridor')?.setData(corridor);
    const bounds = await this.map?.getSource<GeoJSONSource>('corridor')?.getBounds();
    if (bounds) this.map?.fitBounds(bounds, { padding: 60 });
  }
}
