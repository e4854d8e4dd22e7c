import type { StyleSpecification } from 'maplibre-gl';
import { groundLayers } from './ground-layers.js';
import { labelLayers } from './label-layers.js';
import { PALETTES, type Theme } from './palette.js';
import { roadLayers } from './road-layers.js';

type Layered = Pick<StyleSpecification, 'sources' | 'layers'>;
const NOTHING: Layered = { sources: {}, layers: [] };

/** The whole style of one theme over the network's own tiles, a page's own layers on top; no glyph or sprite server. */
export const mapStyle = (theme: Theme, tilesUrl: string, overlay: Layered = NOTHING): StyleSpecification => ({
  version: 8,
  sources: { network: { type: 'vector', url: tilesUrl }, ...overlay.sources },
  transition: { duration: 0, delay: 0 },
  layers: [
    ...groundLayers(PALETTES[theme]),
    ...roadLayers(PALETTES[theme]),
    ...labelLayers(PALETTES[theme]),
    ...overlay.layers,
  ],
});
