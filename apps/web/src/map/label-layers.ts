import type { SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.js';

/** Families tried in turn by the browser; the first one only tells the weight. Without `glyphs` all text is drawn locally. */
export const LABEL_FONT = [
  'Label Medium',
  'Hiragino Sans',
  'Noto Sans JP',
  'Noto Sans CJK JP',
  'Yu Gothic',
  'Meiryo',
];
const FONT_BOLD = ['Label Bold', ...LABEL_FONT.slice(1)];

/** Names of waters, roads, places and route shields; more important ones are placed first. */
export const labelLayers = (palette: Palette): SymbolLayerSpecification[] => [
  waterNames(palette),
  roadNames(palette),
  routeShields(palette),
  ...placeNames(palette),
];

const halo = (palette: Palette, color = palette.label): SymbolLayerSpecification['paint'] => ({
  'text-color': color,
  'text-halo-color': palette.labelHalo,
  'text-halo-width': 1.6,
});

const waterNames = (palette: Palette): SymbolLayerSpecification => ({
  id: 'water-names',
  type: 'symbol',
  source: 'network',
  'source-layer': 'river',
  minzoom: 11.5,
  filter: ['==', ['geometry-type'], 'LineString'],
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 420,
    'text-field': ['get', 'name'],
    'text-font': LABEL_FONT,
    'text-size': 13,
    'text-letter-spacing': 0.25,
  },
  paint: halo(palette, palette.labelWater),
});

const roadNames = (palette: Palette): SymbolLayerSpecification => ({
  id: 'road-names',
  type: 'symbol',
  source: 'network',
  'source-layer': 'segments',
  minzoom: 14.5,
  filter: ['!=', ['coalesce', ['get', 'name'], ''], ''],
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 300,
    'text-field': ['get', 'name'],
    'text-font': LABEL_FONT,
    'text-size': 12,
    'text-max-angle': 35,
    'text-padding': 12,
  },
  paint: halo(palette),
});

/** Shields of numbered national and prefectural roads (drawn by route-shields.ts). */
const routeShields = (palette: Palette): SymbolLayerSpecification => ({
  id: 'route-shields',
  type: 'symbol',
  source: 'network',
  'source-layer': 'segments',
  minzoom: 11,
  filter: [
    'all',
    ['match', ['coalesce', ['get', 'ref'], ''], '', false, true],
    ['match', ['get', 'authority'], ['state', 'prefecture'], true, false],
  ],
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 360,
    'icon-image': ['match', ['get', 'authority'], 'state', 'shield-state', 'shield-prefecture'],
    'icon-rotation-alignment': 'viewport',
    'text-rotation-alignment': 'viewport',
    'text-field': ['get', 'ref'],
    'text-font': FONT_BOLD,
    'text-size': 10,
    'text-offset': ['match', ['get', 'authority'], 'state', ['literal', [0, -0.12]], ['literal', [0, 0]]],
    'icon-padding': 28,
  },
  paint: { 'text-color': '#ffffff', 'icon-opacity': palette.ground === '#0f1720' ? 0.85 : 1 },
});

const placeNames = (palette: Palette): SymbolLayerSpecification[] => [
  {
    id: 'place-names',
    type: 'symbol',
    source: 'network',
    'source-layer': 'places',
    filter: [
      'any',
      ['<=', ['coalesce', ['get', 'rank'], 0], ['step', ['zoom'], 0, 11, 1, 12, 2, 13, 9]],
      ['==', ['get', 'kind'], 'landmark'],
    ],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT_BOLD,
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        10,
        ['case', ['<=', ['coalesce', ['get', 'rank'], 0], 0], 14, 12],
        15,
        ['case', ['<=', ['coalesce', ['get', 'rank'], 0], 0], 19, 15],
      ],
      'text-padding': 6,
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'symbol-sort-key': ['coalesce', ['get', 'rank'], 0],
    },
    paint: halo(palette),
  },
];
