import type { GeoJSONSource, MapGeoJSONFeature, Map as MapLibre } from 'maplibre-gl';
import type { SegmentDetail, VehicleNow, VehicleTrack } from '#wire';
import { byId, element } from '../dom/element.js';
import { bearingOf } from '../map/bearing.js';
import type { SegmentPainter } from '../map/segment-painter.js';
import type { Published } from '../state/published.js';
import { say } from '../text/words.js';
import { segmentDetails } from './segment-details.js';
import { readSegment, readTrack } from './staff-api.js';
import type { StaffTheme } from './staff-theme.js';
import { trackLines, vehicleDetails } from './vehicle-details.js';

export interface DetailsContext {
  map: MapLibre | null;
  painter: SegmentPainter | null;
  published: Published;
  theme: StaffTheme;
  now: () => number;
}

type Shown =
  | { kind: 'vehicle'; vehicleId: number; read: () => VehicleNow | undefined; track: VehicleTrack | null }
  | { kind: 'segment'; segment: number; bearingDeg: number | null; detail: SegmentDetail | null };

/** The right-hand panel: the chosen vehicle or segment. What is read late for another choice is thrown away. */
export class DetailsPanel {
  private shown: Shown | null = null;
  private fault = '';

  constructor(private readonly context: DetailsContext) {}

  get vehicleId(): number | null {
    return this.shown?.kind === 'vehicle' ? this.shown.vehicleId : null;
  }

  openVehicle(vehicleId: number, read: () => VehicleNow | undefined): void {
    const shown: Shown = { kind: 'vehicle', vehicleId, read, track: null };
    this.show(shown);
    void this.load(shown, async () => {
      shown.track = await readTrack(vehicleId, this.context.now());
      if (this.shown === shown) this.drawTrack(shown.track);
    });
  }

  openSegment(feature: MapGeoJSONFeature): void {
    const segment = Number(feature.id);
    const shown: Shown = { kind: 'segment', segment, bearingDeg: bearingOf(feature.geometry), detail: null };
    this.show(shown);
    this.context.painter?.select(segment);
    void this.load(shown, async () => {
      shown.detail = await readSegment(segment);
    });
  }

  /** Passes were added, replaced or removed: an open segment among them is read again. */
  passesChanged(segments: readonly number[]): void {
    const { shown } = this;
    if (shown?.kind !== 'segment' || !segments.includes(shown.segment)) return;
    void this.load(shown, async () => {
      shown.detail = await readSegment(shown.segment);
    });
  }

  close(): void {
    this.show(null);
  }

  private show(shown: Shown | null): void {
    this.shown = shown;
    this.fault = '';
    this.context.painter?.select(null);
    this.drawTrack(null);
    this.render();
  }

  private async load(shown: Shown, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (this.shown === shown) this.fault = error instanceof Error ? error.message : String(error);
    }
    if (this.shown === shown) this.render();
  }

  render(): void {
    const panel = byId('details');
    panel.hidden = this.shown === null;
    if (this.shown === null) return;
    const fault = this.fault === '' ? [] : [element('p', { class: 'login-error' }, this.fault)];
    byId('details-body').replaceChildren(...this.parts(this.shown), ...fault);
  }

  private parts(shown: Shown): HTMLElement[] {
    const { now, published, theme } = this.context;
    if (shown.kind === 'vehicle') {
      const vehicle = shown.read();
      return vehicle ? vehicleDetails(vehicle, shown.track, now()) : [];
    }
    if (!shown.detail) {
      return this.fault === '' ? [element('p', { class: 'quiet' }, say(['読み込み中', 'Reading']))] : [];
    }
    const { bearingDeg } = shown;
    return segmentDetails(shown.detail, {
      state: published.state,
      nowAt: now(),
      theme: theme.current,
      bearingDeg,
    });
  }

  private drawTrack(track: VehicleTrack | null): void {
    const empty = { type: 'FeatureCollection' as const, features: [] };
    this.context.map?.getSource<GeoJSONSource>('track')?.setData(track ? trackLines(track) : empty);
  }
}
