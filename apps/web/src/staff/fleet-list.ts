import type { VehicleNow } from '#wire';
import { byId, element } from '../dom/element.js';
import { ageWords } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say, WORK_KIND_WORDS } from '../text/words.js';

/** What the list shows besides its vehicles. */
export interface FleetListView {
  vehicles: readonly VehicleNow[];
  routes: readonly { code: string; name: string }[];
  cursor: number;
  chosenId: number | null;
  nowAt: number;
}

/** Draws the vehicles, worst first, and below them the routes that the search found. */
export function renderFleetList(
  view: FleetListView,
  open: { vehicle: (vehicle: VehicleNow) => void; route: (code: string) => void },
): void {
  const list = byId('fleet');
  const rows = view.vehicles.map((vehicle, i) => {
    const row = vehicleRow(vehicle, view, i);
    row.addEventListener('click', () => open.vehicle(vehicle));
    return row;
  });
  const routes = view.routes.map((route) => {
    const row = element(
      'li',
      { class: 'fleet-row fleet-route', role: 'option' },
      element('b', {}, route.code),
      element('span', {}, route.name),
    );
    row.addEventListener('click', () => open.route(route.code));
    return row;
  });
  const scrolledTo = list.scrollTop;
  list.replaceChildren(...(rows.length + routes.length > 0 ? [...rows, ...routes] : [nobody()]));
  list.scrollTop = scrolledTo;
  if (view.cursor >= 0) list.setAttribute('aria-activedescendant', `fleet-${view.cursor}`);
}

function vehicleRow(vehicle: VehicleNow, { cursor, chosenId, nowAt }: FleetListView, i: number): HTMLElement {
  const { code, contractor, machineType, workKind, silent, speedMps } = vehicle;
  const age = ageWords(nowAt - Date.parse(vehicle.fixAt), language());
  const state = silent ? say(['通信なし', 'Silent']) : say(WORK_KIND_WORDS[workKind]);
  const speed = speedMps === null || silent ? '' : ` ${Math.round(speedMps * 3.6)} km/h`;
  return element(
    'li',
    {
      class: 'fleet-row',
      id: `fleet-${i}`,
      role: 'option',
      'aria-selected': String(vehicle.vehicleId === chosenId),
      'data-cursor': i === cursor,
      'data-state': silent ? 'silent' : workKind,
    },
    element('b', {}, code),
    element('span', { class: 'fleet-state' }, `${state}${speed}`),
    element('small', {}, `${machineType} · ${contractor}`),
    element('small', { class: 'fleet-age' }, age),
  );
}

const nobody = (): HTMLElement =>
  element('li', { class: 'quiet fleet-empty' }, say(['該当する車両はありません。', 'No vehicle fits.']));

/** Brings the row under the keyboard's cursor into view. */
export const revealRow = (i: number): void =>
  document.getElementById(`fleet-${i}`)?.scrollIntoView({ block: 'nearest' });
