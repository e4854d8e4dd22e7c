import type { Map as MapLibre } from 'maplibre-gl';
import { byId } from '../dom/element.js';
import { systemTheme } from '../dom/theme.js';
import { createMap } from '../map/create-map.js';
import { say } from '../text/words.js';
import { hashOfView, parseView } from './share-view.js';

/** The whole network at once is too small to read on any screen: the first view is this many zoom levels closer. */
const CLOSER_THAN_ALL = 1.2;
const DESK = matchMedia('(min-width: 56.25em)');
/** What the sheet covers of the phone's map, pixels. */
const SHEET_PADDING = { top: 64, bottom: 184, left: 0, right: 0 };
const LOCATE_ZOOM = 16;
const LOCATE_TIMEOUT_MS = 10_000;

/** The residents' map at the shared view, or over the middle of the network; null without WebGL2. */
export function residentsMap(bounds: [number, number, number, number]): MapLibre | null {
  const shared = parseView(new URL(location.href));
  const map = createMap(byId('map'), { theme: systemTheme(), bounds, view: shared });
  if (!map) return null;
  if (!DESK.matches) map.setPadding(SHEET_PADDING);
  if (!shared) map.setZoom(map.getZoom() + CLOSER_THAN_ALL);
  followView(map);
  bindButtons(map);
  return map;
}

function followView(map: MapLibre): void {
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    history.replaceState(null, '', hashOfView({ center: [lng, lat], zoom: map.getZoom() }));
  });
  addEventListener('hashchange', () => {
    const view = parseView(new URL(location.href));
    if (view) map.jumpTo(view);
  });
}

function bindButtons(map: MapLibre): void {
  byId('zoom-in').addEventListener('click', () => map.zoomIn());
  byId('zoom-out').addEventListener('click', () => map.zoomOut());
  byId('locate').addEventListener('click', () => locate(map));
}

/** Goes to where the reader is; the position stays in the browser. */
function locate(map: MapLibre): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      sayNoPosition(false);
      map.flyTo({ center: [coords.longitude, coords.latitude], zoom: LOCATE_ZOOM });
    },
    () => sayNoPosition(true),
    { timeout: LOCATE_TIMEOUT_MS },
  );
}

function sayNoPosition(isUnknown: boolean): void {
  byId('locate').classList.toggle('refused', isUnknown);
  byId('locate-message').textContent = isUnknown
    ? say(['現在地を取得できません', 'Your position is not available'])
    : '';
}
