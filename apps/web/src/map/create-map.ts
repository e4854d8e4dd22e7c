import { Map as MapLibre, type MapOptions, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { mapStyle } from './map-style.js';
import type { Theme } from './palette.js';
import { addRouteShields } from './route-shields.js';

const TILES_URL = '/tiles.json';
const CLICK_TOLERANCE_PX = 6;
/** The zoom of the largest tiles: farther out nothing is drawn. */
const LEAST_ZOOM = 9;
/** Zoom levels that one may go out from the view of the whole network. */
const OUT_OF_WHOLE = 0.5;
const LABEL_FAMILIES = '"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic",Meiryo,sans-serif';

export interface MapView {
  center: [lng: number, lat: number];
  zoom: number;
}

/** Layers and sources that a page adds on top of the roads. */
export type Overlay = (theme: Theme) => Pick<StyleSpecification, 'sources' | 'layers'>;

export interface MapSettings {
  theme: Theme;
  /** `[west, south, east, north]` of the network. */
  bounds: [number, number, number, number];
  /** The view to begin with; the whole network where it is left out. */
  view?: MapView | null;
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

function newMap(container: HTMLElement, { theme, bounds, view, overlay }: MapSettings): MapLibre {
  const start: Partial<MapOptions> = view ?? { bounds, fitBoundsOptions: { padding: 12 } };
  const map = new MapLibre({
    container,
    style: styleOf(theme, overlay),
    ...start,
    minZoom: LEAST_ZOOM,
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    clickTolerance: CLICK_TOLERANCE_PX,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    localIdeographFontFamily: LABEL_FAMILIES,
  });
  limitZoom(map, bounds);
  map.on('resize', () => limitZoom(map, bounds));
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.on('styledata', () => addRouteShields(map));
  return map;
}

/** Not much farther out than the whole network: around it the land ends. */
function limitZoom(map: MapLibre, bounds: MapSettings['bounds']): void {
  const whole = map.cameraForBounds(bounds)?.zoom ?? LEAST_ZOOM;
  map.setMinZoom(Math.max(LEAST_ZOOM, whole - OUT_OF_WHOLE));
}

/** Redraws the map in another theme; the segments keep their state, and the page's own sources their data. */
export const setMapTheme = (map: MapLibre, theme: Theme, overlay?: Overlay): void => {
  map.setStyle(styleOf(theme, overlay), {
    transformStyle: (previous, next) => ({ ...next, sources: { ...next.sources, ...previous?.sources } }),
  });
};
