import type { StyleSpecification } from 'maplibre-gl';
import { groundLayers } from './ground-layers.js';
import { labelLayers } from './label-layers.js';
import { PALETTES, type Theme } from './palette.js';
import { roadLayers } from './road-layers.js';

/** The whole style of one theme over the network's own tiles; no glyph or sprite server. */
export const mapStyle = (theme: Theme, tilesUrl: string): StyleSpecification => ({
  version: 8,
  sources: { network: { type: 'vector', url: tilesUrl } },
  transition: { duration: 0, delay: 0 },
  layers: [...groundLayers(PALETTES[theme]), ...roadLayers(PALETTES[theme]), ...labelLayers(PALETTES[theme])],
});
