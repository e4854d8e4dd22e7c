import type { RouteProgress, VehicleNow } from '#wire';
import { byId, element } from '../dom/element.js';
import { patchRows } from '../dom/redraw.js';
import { ageWords, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say, WORK_KIND_WORDS } from '../text/words.js';
import { isSilent, neverReported } from './fleet.js';
import { isLate } from './route-choice.js';

/** What the list shows besides its vehicles. */
export interface FleetListView {
  vehicles: readonly VehicleNow[];
  /** Has any vehicle ever sent a fix, listed now or not? */
  anyVehicle: boolean;
  routes: readonly RouteProgress[];
  cursorId: number | null;
  chosenId: number | null;
  nowAt: number;
}

/** Draws what needs a decision first: silent vehicles, then late routes (or those searched), then the other vehicles. */
export function renderFleetList(view: FleetListView): void {
  const list = byId('fleet');
  const rows: HTMLElement[] = view.vehicles.map((vehicle) => vehicleRow(vehicle, view));
  const silent = view.vehicles.filter(isSilent).length;
  rows.splice(silent, 0, ...view.routes.map((route) => routeRow(route, view.nowAt)));
  const scrolledTo = list.scrollTop;
  patchRows(list, rows.length > 0 ? rows : [nobody(view.anyVehicle)]);
  list.scrollTop = scrolledTo;
  if (view.cursorId !== null) list.setAttribute('aria-activedescendant', `fleet-${view.cursorId}`);
}

function routeRow(route: RouteProgress, nowAt: number): HTMLElement {
  const { order, plowedShare, lengthKm } = route;
  const late = isLate(route, nowAt);
  return element(
    'li',
    {
      class: 'fleet-row',
      role: 'option',
      'data-key': `route ${route.code}`,
      'data-route': route.code,
      'data-state': late ? 'late' : 'route',
    },
    element('b', {}, route.name || route.code),
    element('span', { class: 'fleet-state' }, `${Math.round(plowedShare * 100)}%`),
    element('small', {}, joined(route.code, `${kilometres(lengthKm)} km`, route.contractor)),
    late &&
      element(
        'small',
        { class: 'fleet-age' },
        say(['期限 ', 'due ']),
        ageWords(nowAt - Date.parse(order?.targetFinishAt ?? ''), language()),
      ),
  );
}

/** What is known, in one line. */
const joined = (...facts: string[]): string => facts.filter(Boolean).join(' · ');

function vehicleRow(vehicle: VehicleNow, { cursorId, chosenId, nowAt }: FleetListView): HTMLElement {
  const { code, contractor, machineType, workKind, speedMps } = vehicle;
  const silent = isSilent(vehicle);
  const age = ageWords(nowAt - Date.parse(vehicle.silentSince ?? vehicle.fixAt ?? ''), language());
  const state = silent ? say(silenceWords(vehicle)) : say(WORK_KIND_WORDS[workKind]);
  const speed = speedMps === null || silent ? '' : ` ${Math.round(speedMps * 3.6)} km/h`;
  return element(
    'li',
    {
      class: 'fleet-row',
      'data-key': `vehicle ${vehicle.vehicleId}`,
      'data-vehicle': vehicle.vehicleId,
      id: `fleet-${vehicle.vehicleId}`,
      role: 'option',
      'aria-selected': String(vehicle.vehicleId === chosenId),
      'data-cursor': vehicle.vehicleId === cursorId,
      'data-state': silent ? 'silent' : workKind,
    },
    element('b', {}, code),
    element('span', { class: 'fleet-state' }, `${state}${speed}`),
    element('small', {}, joined(machineType, contractor)),
    element('small', { class: 'fleet-age' }, age),
  );
}

/** A unit that never reported since it was called may not have left at all: that is another matter than a lost signal. */
const silenceWords = (vehicle: VehicleNow): readonly [string, string] =>
  neverReported(vehicle) ? ['出動後通信なし', 'Not heard since called'] : ['通信なし', 'Silent'];

const nobody = (anyVehicle: boolean): HTMLElement =>
  element(
    'li',
    { class: 'quiet fleet-empty' },
    anyVehicle
      ? say(['該当する車両はありません。', 'No vehicle fits.'])
      : say([
          'まだ測位が届いていません。npm run load -- フォルダー が表示する QR コードを端末で読み取ると、ここに並びます。',
          'No fix has come yet. Scan the QR code that npm run load -- FOLDER prints, and the vehicle appears here.',
        ]),
  );

/** Brings the row under the keyboard's cursor into view. */
export const revealRow = (vehicleId: number): void =>
  document.getElementById(`fleet-${vehicleId}`)?.scrollIntoView({ block: 'nearest' });
