import type { GeoJSONSource, MapGeoJSONFeature, Map as MapLibre } from 'maplibre-gl';
import type { RouteProgress, SegmentDetail, SegmentPass, VehicleNow, VehicleTrack } from '#wire';
import { byId, element } from '../dom/element.js';
import { forgetDrawn, redraw } from '../dom/redraw.js';
import { soon } from '../dom/soon.js';
import { bearingOf } from '../map/bearing.js';
import type { SegmentPainter } from '../map/segment-painter.js';
import type { Published } from '../state/published.js';
import { say } from '../text/words.js';
import { routeKey, vehicleKey } from './fleet-rows.js';
import { type OpenEvidence, passKey } from './pass-evidence.js';
import { routeDetails } from './route-details.js';
import { segmentDetails } from './segment-details.js';
import { readCorridor, readEvidence, readSegment, readTrack } from './staff-api.js';
import type { StaffTheme } from './staff-theme.js';
import { trackLines, vehicleDetails } from './vehicle-details.js';

export interface DetailsContext {
  readonly map: MapLibre | null;
  readonly painter: SegmentPainter | null;
  readonly published: Published;
  readonly theme: StaffTheme;
  now(): number;
  vehicle(vehicleId: number): VehicleNow | undefined;
  route(code: string): RouteProgress | undefined;
}

interface ShownSegment {
  readonly kind: 'segment';
  readonly segment: number;
  readonly bearingDeg: number | null;
  detail: SegmentDetail | null;
  open: OpenEvidence | null;
}

type Shown =
  | { kind: 'vehicle'; vehicleId: number; track: VehicleTrack | null }
  | ShownSegment
  | { kind: 'route'; code: string; isInView: boolean };

const NOTHING = { type: 'FeatureCollection' as const, features: [] };
/** A vehicle under way leaves new passes all the time: its track is read again at most this often, milliseconds. */
const TRACK_AGAIN_MS = 10_000;

/** The right-hand panel: the chosen vehicle, segment or route. What is read late for another choice is thrown away. */
export class DetailsPanel {
  private shown: Shown | null = null;
  private fault = '';
  /** Counts the readings: only the answer to the last one is shown. */
  private readings = 0;
  private readonly readTrackSoon = soon(TRACK_AGAIN_MS, () => {
    if (this.shown?.kind === 'vehicle') this.refresh();
  });

  constructor(private readonly context: DetailsContext) {}

  /** The row of the list whose details these are. */
  get rowKey(): string | null {
    if (this.shown?.kind === 'vehicle') return vehicleKey(this.shown.vehicleId);
    return this.shown?.kind === 'route' ? routeKey(this.shown.code) : null;
  }

  openVehicle(vehicleId: number): void {
    this.show({ kind: 'vehicle', vehicleId, track: null });
  }

  openSegment({ id, geometry }: MapGeoJSONFeature): void {
    const bearingDeg = bearingOf(geometry);
    this.show({ kind: 'segment', segment: Number(id), bearingDeg, detail: null, open: null });
  }

  openRoute(code: string): void {
    this.show({ kind: 'route', code, isInView: false });
  }

  close(): void {
    this.show(null);
  }

  /** Passes were added, replaced or removed. */
  passesChanged({ vehicleId, segments }: { vehicleId: number; segments: readonly number[] }): void {
    const { shown } = this;
    if (shown?.kind === 'segment' && segments.includes(shown.segment)) this.refresh();
    else if (shown?.kind === 'vehicle' && shown.vehicleId === vehicleId) this.readTrackSoon();
  }

  /** Reads what is shown again. */
  refresh(): void {
    if (this.shown !== null) void this.read(this.shown);
  }

  /** Draws in any case: another theme has other pictures beside the same words. */
  redraw(): void {
    forgetDrawn(byId('details-body'));
    this.render();
  }

  render(): void {
    byId('details').hidden = this.shown === null;
    if (this.shown === null) return;
    const fault = this.fault === '' ? [] : [element('p', { class: 'login-error' }, this.fault)];
    redraw(byId('details-body'), ...this.parts(this.shown), ...fault);
  }

  private show(shown: Shown | null): void {
    this.shown = shown;
    this.fault = '';
    this.context.painter?.select(shown?.kind === 'segment' ? shown.segment : null);
    this.draw('track', NOTHING);
    this.draw('corridor', NOTHING);
    byId('details').scrollTop = 0;
    this.redraw();
    this.refresh();
  }

  private async read(shown: Shown): Promise<void> {
    this.readings += 1;
    const reading = this.readings;
    const isLast = (): boolean => this.shown === shown && this.readings === reading;
    try {
      const take = await this.ask(shown);
      if (!isLast()) return;
      take();
      this.fault = '';
    } catch (error) {
      if (!isLast()) return;
      this.fault = error instanceof Error ? error.message : String(error);
    }
    this.render();
  }

  /** Asks for what is shown; the answer tells how to take it in. */
  private async ask(shown: Shown): Promise<() => void> {
    if (shown.kind === 'vehicle') {
      const track = await readTrack(shown.vehicleId, this.context.now());
      return () => {
        shown.track = track;
        this.draw('track', trackLines(track));
      };
    }
    if (shown.kind === 'segment') {
      const detail = await readSegment(shown.segment);
      return () => {
        shown.detail = detail;
      };
    }
    const corridor = await readCorridor(shown.code);
    return () => {
      this.draw('corridor', corridor);
      if (!shown.isInView) void this.bringIntoView();
      shown.isInView = true;
    };
  }

  private async bringIntoView(): Promise<void> {
    const bounds = await this.context.map?.getSource<GeoJSONSource>('corridor')?.getBounds();
    if (bounds) this.context.map?.fitBounds(bounds, { padding: 60 });
  }

  private parts(shown: Shown): HTMLElement[] {
    const { context } = this;
    const nowAt = context.now();
    if (shown.kind === 'vehicle') {
      const vehicle = context.vehicle(shown.vehicleId);
      return vehicle ? vehicleDetails(vehicle, shown.track, nowAt) : [];
    }
    if (shown.kind === 'route') {
      const route = context.route(shown.code);
      return route ? routeDetails(route, nowAt) : [];
    }
    if (shown.detail === null) {
      return this.fault === '' ? [element('p', { class: 'quiet' }, say(['読み込み中', 'Reading']))] : [];
    }
    const { published, theme } = context;
    const { bearingDeg } = shown;
    return segmentDetails(shown.detail, {
      ...{ state: published.state, nowAt, theme: theme.current, bearingDeg, open: shown.open },
      toggleWhy: (pass) => void this.toggleWhy(shown, pass),
    });
  }

  /** Opens the evidence of a pass and reads it, or closes it. */
  private async toggleWhy(shown: ShownSegment, pass: SegmentPass): Promise<void> {
    const key = passKey(pass);
    const open = shown.open?.key === key ? null : { key, evidence: null };
    shown.open = open;
    this.fault = '';
    this.redraw();
    if (open === null) return;
    try {
      shown.open = { key, evidence: await readEvidence(shown.segment, pass) };
    } catch (error) {
      shown.open = null;
      this.fault = error instanceof Error ? error.message : String(error);
    }
    if (this.shown === shown) this.render();
  }

  private draw(source: 'track' | 'corridor', shape: GeoJSON.FeatureCollection): void {
    this.context.map?.getSource<GeoJSONSource>(source)?.setData(shape);
  }
}
