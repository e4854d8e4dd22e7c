import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.js';

const SOURCE = 'network';

/** Sea, rivers, woods, coast and railway: what makes the roads read as a map. From bottom to top. */
export const groundLayers = (palette: Palette): LayerSpecification[] => [
  { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
  {
    id: 'wood',
    type: 'fill',
    source: SOURCE,
    'source-layer': 'wood',
    paint: { 'fill-color': palette.wood },
  },
  ...waterLayers(palette),
  ...railwayLayers(palette),
];

const waterLayers = ({ water, shore }: Palette): LayerSpecification[] => [
  { id: 'water', type: 'fill', source: SOURCE, 'source-layer': 'water', paint: { 'fill-color': water } },
  {
    id: 'river-area',
    type: 'fill',
    source: SOURCE,
    'source-layer': 'river',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': water, 'fill-outline-color': shore },
  },
  {
    id: 'river-line',
    type: 'line',
    source: SOURCE,
    'source-layer': 'river',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': water,
      'line-width': ['interpolate', ['exponential', 2], ['zoom'], 10, 2.5, 17, 70],
    },
  },
  {
    id: 'coast',
    type: 'line',
    source: SOURCE,
    'source-layer': 'coast',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': shore, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1, 16, 3] },
  },
];

/** Japan's own sign for a railway: a line with white ticks in it. */
const railwayLayers = ({ railway, railwayGap }: Palette): LayerSpecification[] => [
  {
    id: 'railway',
    type: 'line',
    source: SOURCE,
    'source-layer': 'railway',
    paint: { 'line-color': railway, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.6, 15, 3.6] },
  },
  {
    id: 'railway-ticks',
    type: 'line',
    source: SOURCE,
    'source-layer': 'railway',
    minzoom: 11,
    paint: {
      'line-color': railwayGap,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 15, 2],
      'line-dasharray': [5, 5],
    },
  },
];
