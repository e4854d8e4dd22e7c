import type { MapGeoJSONFeature, Map as MapLibre, PointLike } from 'maplibre-gl';
import { changedSegments } from '../state/segment-form.js';

const TARGET = { source: 'network', sourceLayer: 'segments' } as const;
/** How far from a line a finger may tap, pixels. */
const TAP_REACH_PX = 14;

/** Joins the network's state to the segments of the tiles, by number, and knows which segment is chosen. */
export class SegmentPainter {
  private painted: Uint8Array | null = null;
  private selected: number | null = null;

  constructor(private readonly map: MapLibre) {}

  /** Sets the form of every segment that changed since the last call; they all appear in the same frame. */
  paint(forms: Uint8Array): number {
    const changed = changedSegments(this.painted, forms);
    for (const s of changed) this.map.setFeatureState({ ...TARGET, id: s }, { form: forms[s] });
    this.painted = forms;
    return changed.length;
  }

  select(segment: number | null): void {
    if (this.selected !== null)
      this.map.setFeatureState({ ...TARGET, id: this.selected }, { selected: false });
    if (segment !== null) this.map.setFeatureState({ ...TARGET, id: segment }, { selected: true });
    this.selected = segment;
  }

  /** The segment nearest to a tapped point within a finger's reach. */
  segmentAt(point: { x: number; y: number }): MapGeoJSONFeature | null {
    for (const reach of [3, TAP_REACH_PX / 2, TAP_REACH_PX]) {
      const box: [PointLike, PointLike] = [
        [point.x - reach, point.y - reach],
        [point.x + reach, point.y + reach],
      ];
      const [hit] = this.map.queryRenderedFeatures(box, { layers: TAPPABLE });
      if (hit) return hit;
    }
    return null;
  }
}

/** Uppermost first: a plow at work wins over the snow beneath a bridge. */
const TAPPABLE = [
  'pipe',
  'work-case',
  'cleared',
  'snow-case',
  'no-data',
  'not-target',
  'unknown-yet',
  'selection',
];
