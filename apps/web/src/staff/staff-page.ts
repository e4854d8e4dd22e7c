import type { Map as MapLibre, PointLike } from 'maplibre-gl';
import type { RouteProgress, StreamEvents, VehicleNow } from '#wire';
import { byId } from '../dom/element.js';
import { soon } from '../dom/soon.js';
import { followCentre } from '../map/follow-centre.js';
import { SegmentPainter } from '../map/segment-painter.js';
import { markReady } from '../map/when-shown.js';
import type { Published } from '../state/published.js';
import { readerNow } from '../state/reader-clock.js';
import { formsAt } from '../state/segment-form.js';
import { StormTime } from '../state/storm-time.js';
import { onLanguage } from '../text/language.js';
import { renderConnection } from './connection.js';
import { DetailsPanel } from './details-panel.js';
import { tellDeviceFault } from './device-fault.js';
import { Fleet, filterFleet, worstFirst } from './fleet.js';
import { renderFleetList, revealCursor } from './fleet-list.js';
import { type FleetRow, fleetRows, rowBeside } from './fleet-rows.js';
import { bindKeyboard } from './keyboard.js';
import { type ClearedAt, rememberCleared, renderNight } from './night-strip.js';
import { chooseRoutes } from './route-choice.js';
import { readRoutes } from './staff-api.js';
import { StaffStream, type StreamName } from './staff-stream.js';
import type { StaffTheme } from './staff-theme.js';
import { VehicleView } from './vehicle-view.js';

const SECOND_MS = 1000;
const VEHICLE_ZOOM = 14.5;
const REFRESH_EVERY_MS = 30_000;
/** Snow and orders come for many zones at once: they are answered together. */
const REFRESH_SOON_MS = 2_000;
/** What changes routes and reasons; what a work state changes is told as passes. */
const REFRESHING: ReadonlySet<StreamName> = new Set(['storm', 'snowfall', 'dispatch_order']);
/** How far from a vehicle's symbol a finger may tap, pixels. */
const DOT_REACH_PX = 8;

/** The staff console: the fleet from the stream, the roads from the published state, and what is chosen. */
export class StaffPage {
  private readonly time = new StormTime();
  private readonly fleet = new Fleet();
  private readonly painter: SegmentPainter | null;
  private readonly vehicles: VehicleView | null;
  private readonly details: DetailsPanel;
  private readonly stream: StaffStream;
  private routes: RouteProgress[] = [];
  private seen: ClearedAt[] = [];
  private showsAllLate = false;
  /** The row under the keyboard's cursor: its key, not its place, because rows change places. */
  private cursorKey: string | null = null;
  /** Storm, snow, orders or a lost stream: what is open and the routes may have changed. */
  private readonly refreshSoon = soon(REFRESH_SOON_MS, () => void this.refresh());

  constructor(
    private readonly published: Published,
    private readonly map: MapLibre | null,
    private readonly theme: StaffTheme,
  ) {
    this.painter = map && new SegmentPainter(map);
    this.vehicles = map && new VehicleView(map, this.fleet);
    this.details = new DetailsPanel({
      map,
      published,
      theme,
      painter: this.painter,
      now: () => this.now(),
      vehicle: (vehicleId) => this.fleet.vehicles.get(vehicleId),
      route: (code) => this.routes.find((route) => route.code === code),
    });
    this.stream = new StaffStream({
      onEvent: (name, event) => this.take(name, event),
      onTime: ({ asOfAt, clockRate }) => this.time.sync(Date.parse(asOfAt), clockRate, readerNow()),
      onConnection: (connected) => {
        this.renderEverySecond();
        if (connected) this.refreshSoon();
      },
      onRefused: () => location.reload(),
    });
    this.bind();
    this.stream.open();
    setInterval(() => void this.refresh(), REFRESH_EVERY_MS);
  }

  private now(): number {
    return this.time.dataAt > 0 ? this.time.now(readerNow()) : this.published.now();
  }

  private bind(): void {
    this.published.onTick(() => this.update());
    setInterval(() => this.renderEverySecond(), SECOND_MS);
    byId('search').addEventListener('input', () => this.typed());
    bindKeyboard({ step: (by) => this.step(by), open: () => this.openCursor(), close: () => this.close() });
    if (this.map) followCentre(this.map, (point) => this.clickedRoad(point));
    byId('details-close').addEventListener('click', () => this.close());
    byId('fleet').addEventListener('click', (event) => this.clickedRow(event.target as HTMLElement));
    this.map?.on('click', (event) => this.clicked(event.point));
    this.theme.onChange(() => this.details.redraw());
    onLanguage(() => {
      this.renderEverySecond();
      this.details.redraw();
    });
  }

  private take<K extends StreamName>(name: K, event: StreamEvents[K]): void {
    if (name === 'snapshot') this.takeSnapshot(event as StreamEvents['snapshot']);
    else if (name === 'positions') this.takePositions(event as StreamEvents['positions']);
    else if (name === 'passes') this.details.passesChanged(event as StreamEvents['passes']);
    else if (name === 'unit_silent' || name === 'unit_back') {
      this.takePositions({ vehicles: [(event as StreamEvents['unit_silent']).vehicle] });
      this.renderEverySecond();
    } else if (name === 'device_fault') tellDeviceFault(event as StreamEvents['device_fault']);
    else if (REFRESHING.has(name)) this.refreshSoon();
  }

  private takeSnapshot({ vehicles }: StreamEvents['snapshot']): void {
    this.fleet.reset(vehicles);
    this.vehicles?.reset();
    this.renderEverySecond();
    this.refreshSoon();
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
      if (state || current.empty) markReady(this.map);
    });
    if (state) this.seen = rememberCleared(this.seen, { at: state.asOfAt, km: current.summary.clearedKm });
    this.theme.followHour(nowAt);
    this.details.render();
    this.renderEverySecond();
  }

  private renderEverySecond(): void {
    renderConnection(this.stream, this.time, this.published);
    const { clearedKm, targetKm, newSnowCm } = this.published.current.summary;
    const { atWork, silent } = this.fleet.counts();
    renderNight({ newSnowCm, atWork, silent, clearedKm, targetKm }, this.seen);
    this.renderList();
  }

  private get typedText(): string {
    return byId<HTMLInputElement>('search').value.trim();
  }

  private rows(): FleetRow[] {
    const { typedText: typed, showsAllLate } = this;
    const vehicles = filterFleet(worstFirst(this.fleet.vehicles.values()), typed);
    return fleetRows(vehicles, chooseRoutes(this.routes, { typed, nowAt: this.now(), showsAllLate }));
  }

  private renderList(): void {
    const rows = this.rows();
    this.keepCursor(rows);
    renderFleetList(rows, {
      anyVehicle: this.fleet.vehicles.size > 0,
      cursorKey: this.cursorKey,
      chosenKey: this.details.rowKey,
      nowAt: this.now(),
    });
  }

  private clickedRow(target: HTMLElement): void {
    this.openRow(target.closest('li')?.dataset.key ?? null);
  }

  private typed(): void {
    this.cursorKey = null;
    this.renderList();
  }

  /** What is searched is chosen by Enter, also where its rows come only after the typing. */
  private keepCursor(rows: readonly FleetRow[]): void {
    if (this.typedText === '' || rows.some(({ key }) => key === this.cursorKey)) return;
    this.cursorKey = rows[0]?.key ?? null;
  }

  private step(by: 1 | -1): void {
    this.cursorKey = rowBeside(this.rows(), this.cursorKey, by)?.key ?? null;
    this.renderList();
    revealCursor();
  }

  private openCursor(): void {
    this.openRow(this.cursorKey);
  }

  private openRow(key: string | null): void {
    this.cursorKey = key;
    const row = this.rows().find((each) => each.key === key);
    if (row?.kind === 'vehicle') this.openVehicle(row.vehicle);
    else if (row?.kind === 'route') this.openRoute(row.route);
    else if (row?.kind === 'more') {
      this.showsAllLate = true;
      this.renderList();
    }
  }

  private openVehicle(vehicle: VehicleNow): void {
    this.vehicles?.choose(vehicle.vehicleId);
    this.details.openVehicle(vehicle.vehicleId);
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

  private clicked({ x, y }: { x: number; y: number }): void {
    const box: [PointLike, PointLike] = [
      [x - DOT_REACH_PX, y - DOT_REACH_PX],
      [x + DOT_REACH_PX, y + DOT_REACH_PX],
    ];
    const [dot] = this.map?.queryRenderedFeatures(box, { layers: ['vehicles'] }) ?? [];
    const vehicle = dot && this.fleet.vehicles.get(Number(dot.properties.vehicleId));
    if (vehicle) this.openVehicle(vehicle);
    else this.clickedRoad({ x, y });
  }

  private clickedRoad(point: { x: number; y: number }): void {
    const segment = this.painter?.segmentAt(point);
    this.close();
    if (segment) this.details.openSegment(segment);
  }

  /** Reads the routes and what is open again. */
  private async refresh(): Promise<void> {
    if (document.hidden || this.published.current.empty) return;
    this.details.refresh();
    this.routes = await readRoutes().catch(() => this.routes);
    this.renderList();
  }

  private openRoute({ code }: RouteProgress): void {
    this.vehicles?.choose(null);
    this.details.openRoute(code);
    this.renderList();
  }
}
