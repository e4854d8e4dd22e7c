import type { Assignment, Register, Route, WorkZone } from '#domain';
import { hashToken, type StoredDevice } from '#store';
import { checkAccounts } from './load-accounts.js';
import { checkReference, checkUnique } from './load-checks.js';
import { readFromAt } from './load-files.js';
import type { FolderRows } from './load-folder.js';

/** What the store has already: files may refer to it. */
export interface KnownRegister {
  readonly authorities: readonly string[];
  readonly contractors: readonly string[];
  readonly workZones: readonly WorkZone[];
  readonly vehicles: readonly { readonly id: number; readonly code: string }[];
  readonly devices: readonly StoredDevice[];
  readonly routes: readonly Route[];
}

/** A device that never had an assignment is on its vehicle since ever. */
const EVER_AT = 0;

const codesOf = (
  entries: readonly { readonly value: { readonly code: string } }[],
  known: readonly string[],
): Set<string> => new Set([...entries.map(({ value }) => value.code), ...known]);

const checkCodes = (rows: FolderRows): void => {
  checkUnique(rows.authorities, 'code', ({ code }) => code);
  checkUnique(rows.contractors, 'code', ({ code }) => code);
  checkUnique(rows.workZones, 'code', ({ code }) => code);
  checkUnique(rows.vehicles, 'code', ({ code }) => code);
  checkUnique(rows.devices, 'code', ({ code }) => code);
  checkUnique(rows.routes, 'code', ({ code }) => code);
  checkUnique(rows.plan, 'route', ({ code }) => code);
  checkUnique(rows.assignments, 'from', ({ deviceCode, fromAt }) => `${deviceCode} ${fromAt}`);
};

const checkReferences = (rows: FolderRows, known: KnownRegister): void => {
  const codes = (items: readonly { readonly code: string }[]): string[] => items.map(({ code }) => code);
  const authorities = { file: 'authorities.csv', codes: codesOf(rows.authorities, known.authorities) };
  const contractors = { file: 'contractors.csv', codes: codesOf(rows.contractors, known.contractors) };
  const zones = { file: 'work_zones.csv', codes: codesOf(rows.workZones, codes(known.workZones)) };
  const vehicles = { file: 'vehicles.csv', codes: codesOf(rows.vehicles, codes(known.vehicles)) };
  const devices = { file: 'devices.csv', codes: codesOf(rows.devices, codes(known.devices)) };
  const routes = { file: 'routes.csv', codes: codesOf(rows.routes, codes(known.routes)) };
  checkReference(rows.workZones, 'contractor', contractors);
  checkReference(rows.vehicles, 'contractor', contractors);
  checkReference(rows.vehicles, 'authority', authorities);
  checkReference(rows.devices, 'vehicle', vehicles);
  checkReference(rows.assignments, 'device', devices);
  checkReference(rows.assignments, 'vehicle', vehicles);
  checkReference(rows.routes, 'contractor', contractors);
  checkReference(rows.routes, 'authority', authorities);
  checkReference(rows.routes, 'workZone', zones);
  checkReference(rows.plan, 'route', routes);
  checkAccounts(rows.accounts, { contractors, authorities, vehicles });
};

/** Two devices with one token could not be told apart. */
const checkTokens = ({ devices }: FolderRows, known: KnownRegister): void => {
  checkUnique(devices, 'token', ({ token }) => token);
  for (const { value, row } of devices) {
    if (value.token === undefined) continue;
    const hash = hashToken(value.token);
    const other = known.devices.find((device) => device.code !== value.code && device.tokenHash.equals(hash));
    if (other === undefined) continue;
    row.refuse(
      'token',
      `端末「${other.code}」と同じトークンです。別のものにしてください。`,
      `Device "${other.code}" has this token already: choose another one.`,
    );
  }
};

/** The assignments that devices.csv says in passing: a vehicle, and from when where the device changed it. */
const deviceAssignments = ({ devices }: FolderRows, known: KnownRegister): Assignment[] => {
  const vehicleCodes = new Map(known.vehicles.map(({ id, code }) => [id, code]));
  return devices.flatMap(({ value, row }): Assignment[] => {
    const vehicleCode = row.reference('vehicle');
    if (vehicleCode === null) return [];
    const fromAt = readFromAt(row);
    const stored = known.devices.find((device) => device.code === value.code)?.assignments.at(-1);
    if (fromAt !== null || stored === undefined) {
      return [{ deviceCode: value.code, vehicleCode, fromAt: fromAt ?? EVER_AT }];
    }
    const storedCode = vehicleCodes.get(stored.vehicleId);
    if (storedCode === vehicleCode) return [];
    row.refuse(
      'vehicle',
      `この端末は車両「${storedCode}」に付いています。移した日時を「開始日時」(from)の列に書いてください。`,
      `The device is on vehicle "${storedCode}": write in a column "from" when it was moved.`,
    );
    return [];
  });
};

const routesOf = (rows: FolderRows, known: KnownRegister): Route[] => {
  const routes = new Map(known.routes.map((route) => [route.code, route]));
  const touched = new Set<string>();
  for (const { value } of rows.routes) {
    const { routeClass, thresholdCm, position } = routes.get(value.code) ?? value;
    routes.set(value.code, { ...value, routeClass, thresholdCm, position });
    touched.add(value.code);
  }
  for (const { value } of rows.plan) {
    const route = routes.get(value.code);
    if (route !== undefined) routes.set(value.code, { ...route, ...value });
    touched.add(value.code);
  }
  return [...routes.values()].filter((route) => touched.has(route.code));
};

const workZonesOf = (rows: FolderRows, known: KnownRegister): WorkZone[] =>
  rows.workZones.map(({ value }) => ({
    ...value,
    boundary:
      rows.boundaries.get(value.code) ??
      known.workZones.find((zone) => zone.code === value.code)?.boundary ??
      null,
  }));

/** Checks the rows against each other and the store (what is wrong goes to their findings) and makes the register. */
export const assembleRegister = (rows: FolderRows, known: KnownRegister): Register => {
  checkCodes(rows);
  checkReferences(rows, known);
  checkTokens(rows, known);
  return {
    authorities: rows.authorities.map(({ value }) => value),
    contractors: rows.contractors.map(({ value }) => value),
    workZones: workZonesOf(rows, known),
    vehicles: rows.vehicles.map(({ value }) => value),
    devices: rows.devices.map(({ value }) => value),
    assignments: [...deviceAssignments(rows, known), ...rows.assignments.map(({ value }) => value)],
    routes: routesOf(rows, known),
  };
};
