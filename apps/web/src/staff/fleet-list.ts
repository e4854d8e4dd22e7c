import type { RouteProgress, VehicleNow } from '#wire';
import { byId, element } from '../dom/element.js';
import { patchRows } from '../dom/redraw.js';
import { ageWords, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { SILENT_WORDS, say, WORK_KIND_WORDS } from '../text/words.js';
import { isSilent, neverReported } from './fleet.js';
import type { FleetRow } from './fleet-rows.js';
import { isLate } from './route-choice.js';

/** What the list shows besides its rows. */
export interface FleetListView {
  /** Has any vehicle ever sent a fix, listed now or not? */
  anyVehicle: boolean;
  /** The row under the keyboard's cursor, and the one whose details are open. */
  cursorKey: string | null;
  chosenKey: string | null;
  nowAt: number;
}

export function renderFleetList(rows: readonly FleetRow[], view: FleetListView): void {
  const list = byId('fleet');
  const scrolledTo = list.scrollTop;
  patchRows(
    list,
    rows.length > 0 ? rows.map((row, i) => rowElement(row, i, view)) : [nobody(view.anyVehicle)],
  );
  list.scrollTop = scrolledTo;
  const cursor = rows.findIndex((row) => row.key === view.cursorKey);
  if (cursor >= 0) list.setAttribute('aria-activedescendant', rowId(cursor));
  else list.removeAttribute('aria-activedescendant');
}

const rowId = (index: number): string => `fleet-${index}`;

function rowElement(
  row: FleetRow,
  index: number,
  { cursorKey, chosenKey, nowAt }: FleetListView,
): HTMLElement {
  const { state, parts } = contentOf(row, nowAt);
  return element(
    'li',
    {
      class: 'fleet-row',
      id: rowId(index),
      role: 'option',
      'aria-selected': String(row.key === chosenKey),
      'data-key': row.key,
      'data-cursor': row.key === cursorKey,
      'data-state': state,
    },
    ...parts,
  );
}

function contentOf(row: FleetRow, nowAt: number): { state: string; parts: (HTMLElement | false)[] } {
  if (row.kind === 'vehicle') return vehicleContent(row.vehicle, nowAt);
  if (row.kind === 'route') return routeContent(row.route, nowAt);
  const words = say([`遅れている路線 ほか ${row.count} 件を表示`, `Show ${row.count} more overdue routes`]);
  return { state: 'more', parts: [element('span', {}, words)] };
}

function routeContent(
  route: RouteProgress,
  nowAt: number,
): { state: string; parts: (HTMLElement | false)[] } {
  const { order, plowedShare, lengthKm } = route;
  const late = isLate(route, nowAt);
  const overMs = nowAt - Date.parse(order?.targetFinishAt ?? '');
  return {
    state: late ? 'late' : 'route',
    parts: [
      element('b', { title: route.name }, route.name || route.code),
      element('span', { class: 'fleet-state' }, `${Math.round(plowedShare * 100)}%`),
      element('small', {}, joined(route.code, `${kilometres(lengthKm)} km`, route.contractor)),
      late && element('small', { class: 'fleet-age' }, say(['期限 ', 'due ']), ageWords(overMs, language())),
    ],
  };
}

function vehicleContent(vehicle: VehicleNow, nowAt: number): { state: string; parts: HTMLElement[] } {
  const { code, contractor, machineType, workKind, speedMps } = vehicle;
  const silent = isSilent(vehicle);
  const age = ageWords(nowAt - Date.parse(vehicle.silentSince ?? vehicle.fixAt ?? ''), language());
  const state = say(silent ? silenceWords(vehicle) : WORK_KIND_WORDS[workKind]);
  const speed = speedMps === null || silent ? '' : ` ${Math.round(speedMps * 3.6)} km/h`;
  return {
    state: silent ? 'silent' : workKind,
    parts: [
      element('b', {}, code),
      element('span', { class: 'fleet-state' }, `${state}${speed}`),
      element('small', {}, joined(machineType, contractor)),
      element('small', { class: 'fleet-age' }, age),
    ],
  };
}

/** What is known, in one line. */
const joined = (...facts: string[]): string => facts.filter(Boolean).join(' · ');

/** A unit that never reported since it was called may not have left at all: that is another matter than a lost signal. */
const silenceWords = (vehicle: VehicleNow): readonly [string, string] =>
  neverReported(vehicle) ? ['出動後通信なし', 'Not heard since called'] : SILENT_WORDS;

const nobody = (anyVehicle: boolean): HTMLElement =>
  element(
    'li',
    { class: 'quiet fleet-empty', role: 'option', 'aria-disabled': 'true' },
    anyVehicle
      ? say(['該当する車両・路線はありません。', 'No vehicle or route fits.'])
      : say([
          'まだ測位が届いていません。npm run load -- フォルダー が表示する QR コードを端末で読み取ると、ここに並びます。',
          'No fix has come yet. Scan the QR code that npm run load -- FOLDER prints, and the vehicle appears here.',
        ]),
  );

/** Brings the row under the keyboard's cursor into view. */
export const revealCursor = (): void =>
  byId('fleet').querySelector('[data-cursor]')?.scrollIntoView({ block: 'nearest' });
