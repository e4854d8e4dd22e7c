/** Zooms of the tiles; clients draw the last one larger beyond it. */
export const MIN_ZOOM = 9;
export const MAX_ZOOM = 14;

/** What TileJSON says of a set of tiles; written as `tile-set.json` when every tile of the set is there. */
export interface TileSetDescription {
  readonly tilesHash: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** `[west, south, east, north]` in degrees: beyond it there are no tiles. */
  readonly bounds: readonly [number, number, number, number];
  /** `[lng, lat, zoom]` to begin with. */
  readonly center: readonly [number, number, number];
  readonly attribution: string;
  readonly vector_layers: readonly {
    readonly id: string;
    readonly fields: Readonly<Record<string, string>>;
  }[];
}

/** The layers and their properties (TileJSON 3.0, `vector_layers`). The feature id in `segments` is the segment's number. */
export const TILE_LAYERS = [
  {
    id: 'segments',
    fields: {
      class: 'road class',
      plan: 'route class of the plan',
      name: 'name of the road',
      ref: 'route number',
      lanes: 'lanes of the carriageway',
      oneway: 'true where it may be driven as drawn only',
      bridge: 'true on a bridge',
      tunnel: 'true in a tunnel',
      level: 'grade level, 0 the ground',
      pipe: 'true with a snow-melting pipe',
      authority: 'kind of road authority',
    },
  },
  { id: 'water', fields: { kind: 'sea or water', name: 'name' } },
  { id: 'river', fields: { name: 'name' } },
  { id: 'wood', fields: { kind: 'wood or park', name: 'name' } },
  { id: 'railway', fields: { name: 'name' } },
  { id: 'coast', fields: { name: 'name' } },
  { id: 'places', fields: { name: 'name', rank: '0 the most important', kind: 'place or landmark' } },
] as const;
