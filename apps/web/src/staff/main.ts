import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map.css';
import '../styles/list.css';
import '../styles/staff.css';
import '../styles/staff-panels.css';
import type { Map as MapLibre } from 'maplibre-gl';
import { byId } from '../dom/element.js';
import { setPageTheme } from '../dom/theme.js';
import { createMap, setMapTheme } from '../map/create-map.js';
import { renderLegend } from '../map/legend.js';
import { Published } from '../state/published.js';
import { firstSteps } from '../text/first-steps.js';
import { language, onLanguage, restoreLanguage, setLanguage } from '../text/language.js';
import { sayPage } from '../text/words.js';
import { signIn } from './session.js';
import { staffOverlay } from './staff-layers.js';
import { StaffPage } from './staff-page.js';
import { StaffTheme } from './staff-theme.js';

const CLOSER_THAN_ALL = 0.8;

function bindLanguage(): void {
  const button = byId('language');
  const show = (): void => {
    button.textContent = language() === 'ja' ? 'EN' : '日本語';
    sayPage();
  };
  button.addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  onLanguage(show);
  show();
}

function bindMap(map: MapLibre | null, published: Published, theme: StaffTheme): void {
  byId('zoom-in').addEventListener('click', () => map?.zoomIn());
  byId('zoom-out').addEventListener('click', () => map?.zoomOut());
  byId('zoom-all').addEventListener('click', () => map?.fitBounds(published.current.bounds));
  byId('theme').addEventListener('click', () => theme.toggle());
  const legend = (): void => renderLegend(byId('legend'), theme.current);
  theme.onChange((next) => {
    if (map) setMapTheme(map, next, staffOverlay);
    legend();
  });
  onLanguage(legend);
  legend();
}

/** Where the map will be, once there are roads. */
function showFirstSteps(): void {
  const show = (): void => byId('map').replaceChildren(firstSteps());
  document.body.classList.add('empty');
  document.documentElement.dataset.ready = 'true';
  onLanguage(show);
  show();
}

async function main(): Promise<void> {
  restoreLanguage();
  bindLanguage();
  const theme = new StaffTheme();
  setPageTheme(theme.current);
  await signIn();
  byId('console').hidden = false;
  const published = await Published.open();
  theme.followHour(Date.parse(published.current.asOfAt));
  const start = published.current.bounds;
  const map = published.current.empty
    ? null
    : createMap(byId('map'), { theme: theme.current, start, overlay: staffOverlay });
  map?.setZoom(map.getZoom() + CLOSER_THAN_ALL);
  if (published.current.empty) showFirstSteps();
  bindMap(map, published, theme);
  new StaffPage(published, map, theme);
  published.follow();
}

void main();
