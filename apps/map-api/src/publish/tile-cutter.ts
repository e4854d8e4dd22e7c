import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature } from 'geojson';
import type { BackdropFeature, EffectivePlan, RoadNetwork } from '#domain';
import { isDrawnFarOut, LOCAL_STREETS_FROM_ZOOM, segmentFeature } from './segment-features.js';
import { MAX_ZOOM } from './tile-set.js';

const LAYER_OF_KIND: Record<BackdropFeature['kind'], string> = {
  sea: 'water',
  water: 'water',
  river: 'river',
  wood: 'wood',
  park: 'wood',
  coast: 'coast',
  railway: 'railway',
  place: 'places',
  landmark: 'places',
};

const EXTENT = 4096;
/** Geometry is simplified by at most this many of the tile's 4096 units: under half a pixel. */
const TOLERANCE = 3;

/** Cuts a network and its backdrop into vector tiles. */
export class TileCutter {
  private readonly near: GeoJSONVT;
  private readonly far: GeoJSONVT;
  private readonly backdrop = new Map<string, GeoJSONVT>();

  constructor(network: RoadNetwork, plan: EffectivePlan) {
    const segments: Feature[] = [];
    for (let s = 0; s < network.segmentCount; s += 1) segments.push(segmentFeature(network, plan, s));
    // A short segment must not vanish, or the road would have holes: lines are kept to the unit.
    this.near = indexOf(segments, 1);
    this.far = indexOf(
      segments.filter((feature) => isDrawnFarOut(network, plan, feature.id as number)),
      1,
    );
    for (const [layer, features] of byLayer(network.backdrop))
      this.backdrop.set(layer, indexOf(features, TOLERANCE));
  }

  /** The tile's bytes; null where nothing is on it. */
  cut(z: number, x: number, y: number): Uint8Array | null {
    const layers: Record<string, GeoJSONVTTile> = {};
    const roads = (z < LOCAL_STREETS_FROM_ZOOM ? this.far : this.near).getTile(z, x, y);
    if (roads !== null && roads.features.length > 0) layers.segments = roads;
    for (const [layer, index] of this.backdrop) {
      const tile = index.getTile(z, x, y);
      if (tile !== null && tile.features.length > 0) layers[layer] = tile;
    }
    return Object.keys(layers).length === 0 ? null : fromGeojsonVt(layers, { version: 2, extent: EXTENT });
  }
}

const indexOf = (features: Feature[], tolerance: number): GeoJSONVT =>
  new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: MAX_ZOOM, indexMaxZoom: 9, extent: EXTENT, buffer: 64, tolerance, wrap: false },
  );

function byLayer(backdrop: readonly BackdropFeature[]): Map<string, Feature[]> {
  const layers = new Map<string, Feature[]>();
  for (const { kind, name, rank, geometry } of backdrop) {
    const layer = LAYER_OF_KIND[kind];
    const properties = layer === 'places' ? { kind, name, rank } : { kind, ...(name && { name }) };
    const feature = { type: 'Feature', properties, geometry } as unknown as Feature;
    const features = layers.get(layer);
    if (features === undefined) layers.set(layer, [feature]);
    else features.push(feature);
  }
  return layers;
}
