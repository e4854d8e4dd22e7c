import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map.css';
import '../styles/facts.css';
import '../styles/list.css';
import '../styles/staff.css';
import '../styles/staff-panels.css';
import '../styles/evidence.css';
import '../styles/no-map.css';
import type { Map as MapLibre } from 'maplibre-gl';
import { byId, element } from '../dom/element.js';
import { setPageTheme } from '../dom/theme.js';
import { createMap, setMapTheme } from '../map/create-map.js';
import { renderLegend } from '../map/legend.js';
import { leaveFor, signIn } from '../session/sign-in.js';
import { Published } from '../state/published.js';
import { bindLanguage } from '../text/bind-language.js';
import { firstSteps } from '../text/first-steps.js';
import { onLanguage } from '../text/language.js';
import { say } from '../text/words.js';
import { staffOverlay } from './staff-layers.js';
import { StaffPage } from './staff-page.js';
import { StaffTheme } from './staff-theme.js';
import { renderVehicleLegend } from './vehicle-legend.js';

const CLOSER_THAN_ALL = 0.8;

function bindMap(map: MapLibre | null, published: Published, theme: StaffTheme): void {
  byId('zoom-in').addEventListener('click', () => map?.zoomIn());
  byId('zoom-out').addEventListener('click', () => map?.zoomOut());
  byId('zoom-all').addEventListener('click', () => map?.fitBounds(published.current.bounds));
  byId('theme').addEventListener('click', () => theme.toggle());
  const legend = (): void => {
    renderLegend(byId('legend'), theme.current);
    renderVehicleLegend(byId('vehicle-legend'));
  };
  theme.onChange((next) => {
    if (map) setMapTheme(map, next, staffOverlay);
    legend();
  });
  onLanguage(legend);
  legend();
}

/** The map, or what stands in its place: no roads are loaded, or the browser cannot draw. */
function makeMap({ bounds, empty }: Published['current'], theme: StaffTheme): MapLibre | null {
  const place = byId('map');
  const map = empty ? null : createMap(place, { theme: theme.current, bounds, overlay: staffOverlay });
  map?.setZoom(map.getZoom() + CLOSER_THAN_ALL);
  if (map) return map;
  byId('console').classList.add('no-map');
  const show = (): void => place.replaceChildren(empty ? firstSteps() : noMapNotice());
  onLanguage(show);
  show();
  return null;
}

const noMapNotice = (): HTMLElement =>
  element(
    'p',
    { class: 'no-map-note' },
    say([
      'この端末では地図を表示できません（WebGL2 が必要です）。',
      'This browser cannot draw the map: it lacks WebGL2.',
    ]),
  );

async function main(): Promise<void> {
  bindLanguage({ language: 'EN' });
  const theme = new StaffTheme();
  setPageTheme(theme.current);
  const wait = (): void => {
    byId('waiting').hidden = false;
  };
  if (leaveFor(await signIn({ onWait: wait }), ['client', 'auditor'])) return;
  const published = await Published.open(wait);
  byId('waiting').hidden = true;
  byId('console').hidden = false;
  theme.followHour(Date.parse(published.current.asOfAt));
  const map = makeMap(published.current, theme);
  bindMap(map, published, theme);
  new StaffPage(published, map, theme);
  published.follow();
}

void main();
