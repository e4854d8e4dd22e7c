import type { RouteProgress, VehicleNow } from '#wire';
import { byId, element } from '../dom/element.js';
import { ageWords, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say, WORK_KIND_WORDS } from '../text/words.js';
import { isLate } from './route-choice.js';

/** What the list shows besides its vehicles. */
export interface FleetListView {
  vehicles: readonly VehicleNow[];
  routes: readonly RouteProgress[];
  cursor: number;
  chosenId: number | null;
  nowAt: number;
}

export interface FleetListActions {
  vehicle: (vehicle: VehicleNow) => void;
  route: (code: string) => void;
}

/** Draws what needs a decision first: silent vehicles, then late routes (or those searched), then the other vehicles. */
export function renderFleetList(view: FleetListView, open: FleetListActions): void {
  const list = byId('fleet');
  const rows: HTMLElement[] = view.vehicles.map((vehicle, i) => {
    const row = vehicleRow(vehicle, view, i);
    row.addEventListener('click', () => open.vehicle(vehicle));
    return row;
  });
  const silent = view.vehicles.filter((vehicle) => vehicle.silent).length;
  rows.splice(silent, 0, ...view.routes.map((route) => routeRow(route, view.nowAt, open)));
  const scrolledTo = list.scrollTop;
  list.replaceChildren(...(rows.length > 0 ? rows : [nobody()]));
  list.scrollTop = scrolledTo;
  if (view.cursor >= 0) list.setAttribute('aria-activedescendant', `fleet-${view.cursor}`);
}

function routeRow(route: RouteProgress, nowAt: number, open: FleetListActions): HTMLElement {
  const { order, plowedShare, lengthKm } = route;
  const late = isLate(route, nowAt);
  const row = element(
    'li',
    { class: 'fleet-row', role: 'option', 'data-state': late ? 'late' : 'route' },
    element('b', {}, route.name || route.code),
    element('span', { class: 'fleet-state' }, `${Math.round(plowedShare * 100)}%`),
    element('small', {}, `${route.code} · ${kilometres(lengthKm)} km · ${route.contractor}`),
    late &&
      element(
        'small',
        { class: 'fleet-age' },
        say(['期限 ', 'due ']),
        ageWords(nowAt - Date.parse(order?.targetFinishAt ?? ''), language()),
      ),
  );
  row.addEventListener('click', () => open.route(route.code));
  return row;
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
