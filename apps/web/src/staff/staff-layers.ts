import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import type { Overlay } from '../map/create-map.js';
import { LABEL_FONT } from '../map/label-layers.js';
import { PALETTES, type Theme } from '../map/palette.js';

const EMPTY: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
};

const TRACK_COLOR: Record<Theme, string> = { light: '#7a1fa2', dark: '#e0a3ff' };

/** What the staff page lays over the roads: a route's corridor, a vehicle's track, the vehicles. */
export const staffOverlay: Overlay = (theme) => ({
  sources: { corridor: EMPTY, track: EMPTY, vehicles: EMPTY },
  layers: [...corridorLayers(theme), ...trackLayers(theme), ...vehicleLayers(theme)],
});

const corridorLayers = (theme: Theme): LayerSpecification[] => [
  {
    id: 'corridor',
    type: 'fill',
    source: 'corridor',
    paint: { 'fill-color': TRACK_COLOR[theme], 'fill-opacity': 0.14 },
  },
  {
    id: 'corridor-edge',
    type: 'line',
    source: 'corridor',
    paint: { 'line-color': TRACK_COLOR[theme], 'line-width': 1.6, 'line-dasharray': [4, 2] },
  },
];

const trackLayers = (theme: Theme): LayerSpecification[] => [
  {
    id: 'track',
    type: 'line',
    source: 'track',
    filter: ['==', ['get', 'bridged'], false],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': TRACK_COLOR[theme],
      'line-width': ['interpolate', ['linear'], ['zoom'], 11, 2, 16, 4],
      'line-opacity': 0.9,
    },
  },
  {
    id: 'track-bridged',
    type: 'line',
    source: 'track',
    filter: ['==', ['get', 'bridged'], true],
    paint: { 'line-color': TRACK_COLOR[theme], 'line-width': 2, 'line-dasharray': [2, 2] },
  },
];

const CHOSEN: ExpressionSpecification = ['boolean', ['get', 'chosen'], false];

const vehicleLayers = (theme: Theme): LayerSpecification[] => [
  {
    id: 'vehicle-chosen',
    type: 'circle',
    source: 'vehicles',
    filter: CHOSEN,
    paint: {
      'circle-radius': 22,
      'circle-color': TRACK_COLOR[theme],
      'circle-opacity': 0.2,
      'circle-stroke-color': TRACK_COLOR[theme],
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'vehicles',
    type: 'symbol',
    source: 'vehicles',
    layout: {
      'icon-image': ['get', 'symbol'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.55, 13, 0.8, 16, 1],
      'icon-rotate': ['get', 'heading'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'order'],
    },
  },
  {
    id: 'vehicle-codes',
    type: 'symbol',
    source: 'vehicles',
    minzoom: 12.5,
    layout: {
      'text-field': ['get', 'code'],
      'text-font': LABEL_FONT,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 1.3],
      'text-optional': true,
    },
    paint: {
      'text-color': PALETTES[theme].label,
      'text-halo-color': PALETTES[theme].labelHalo,
      'text-halo-width': 1.6,
    },
  },
];
