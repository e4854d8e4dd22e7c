import { Map as MapLibre, type MapOptions, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { mapStyle } from './map-style.js';
import type { Theme } from './palette.js';
import { addRouteShields } from './route-shields.js';

const TILES_URL = '/tiles.json';
const CLICK_TOLERANCE_PX = 6;
const LABEL_FAMILIES = '"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic",Meiryo,sans-serif';

export interface MapView {
  center: [lng: number, lat: number];
  zoom: number;
}

/** Layers and sources that a page adds on top of the roads. */
export type Overlay = (theme: Theme) => Pick<StyleSpecification, 'sources' | 'layers'>;

export interface MapSettings {
  theme: Theme;
  /** A view, or bounds `[west, south, east, north]` to fit. */
  start: MapView | [number, number, number, number];
  overlay?: Overlay;
}

const styleOf = (theme: Theme, overlay?: Overlay): StyleSpecification =>
  mapStyle(theme, new URL(TILES_URL, location.href).href, overlay?.(theme));

/**
 * Makes the map, north up, over the network's tiles. Answers null where the browser has no WebGL2: the page then
 * shows its list alone.
 */
export function createMap(container: HTMLElement, settings: MapSettings): MapLibre | null {
  setWorkerUrl(workerUrl);
  try {
    return newMap(container, settings);
  } catch (error) {
    console.warn('No map without WebGL2; the list says the same.', error);
    container.replaceChildren();
    return null;
  }
}

function newMap(container: HTMLElement, { theme, start, overlay }: MapSettings): MapLibre {
  const view: Partial<MapOptions> = Array.isArray(start)
    ? { bounds: start, fitBoundsOptions: { padding: 12 } }
    : { center: start.center, zoom: start.zoom };
  const map = new MapLibre({
    container,
    style: styleOf(theme, overlay),
    ...view,
    minZoom: 8,
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    clickTolerance: CLICK_TOLERANCE_PX,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    localIdeographFontFamily: LABEL_FAMILIES,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('styledata', () => addRouteShields(map));
  return map;
}

/** Redraws the map in another theme; the segments keep their state. */
export const setMapTheme = (map: MapLibre, theme: Theme, overlay?: Overlay): void => {
  map.setStyle(styleOf(theme, overlay));
};
