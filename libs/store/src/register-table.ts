import type { Authority, Contractor, Register, Route, Vehicle, WorkZone } from '#domain';
import { insertChange } from './change-table.js';
import type { Queryable } from './database.js';
import { upsertAssignments, upsertDevices } from './device-table.js';

/** A vehicle with the number that fixes and passes carry. */
export interface StoredVehicle extends Vehicle {
  readonly id: number;
}

/** One upsert: rows of a table keyed by its first column, as one array a column. */
interface Upsert {
  readonly table: string;
  readonly columns: readonly (readonly [name: string, type: string, values: readonly unknown[]])[];
}

const upsert = async (queryable: Queryable, { table, columns }: Upsert): Promise<void> => {
  const names = columns.map(([name]) => name);
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`);
  const sets = names.slice(1).map((name) => `${name} = excluded.${name}`);
  await queryable.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})
     ON CONFLICT (code) DO UPDATE SET ${sets.join(', ')}`,
    columns.map(([, , values]) => values),
  );
};

const upsertVehicles = (queryable: Queryable, vehicles: readonly Vehicle[]): Promise<void> =>
  upsert(queryable, {
    table: 'vehicle',
    columns: [
      ['code', 'text', vehicles.map((vehicle) => vehicle.code)],
      ['name', 'text', vehicles.map((vehicle) => vehicle.name)],
      ['contractor_code', 'text', vehicles.map((vehicle) => vehicle.contractorCode)],
      ['authority_code', 'text', vehicles.map((vehicle) => vehicle.authorityCode)],
      ['machine_type', 'text', vehicles.map((vehicle) => vehicle.machineType)],
      ['machine_spec', 'text', vehicles.map((vehicle) => vehicle.machineSpec)],
      ['ownership', 'text', vehicles.map((vehicle) => vehicle.ownership)],
      ['plate_no', 'text', vehicles.map((vehicle) => vehicle.plateNo)],
      ['depot_lat_e6', 'integer', vehicles.map((vehicle) => vehicle.depotLatE6)],
      ['depot_lng_e6', 'integer', vehicles.map((vehicle) => vehicle.depotLngE6)],
    ],
  });

/** `unnest` flattens arrays of arrays, so the road keys travel as JSON text. */
const upsertRoutes = async (queryable: Queryable, routes: readonly Route[]): Promise<void> => {
  await queryable.query(
    `INSERT INTO route (code, name, class, authority_code, contractor_code, work_zone_code, road_keys, threshold_cm,
       position)
     SELECT code, name, class, authority_code, contractor_code, work_zone_code,
       ARRAY(SELECT jsonb_array_elements_text(road_keys)), threshold_cm, position
     FROM jsonb_to_recordset($1::jsonb) AS n (code text, name text, class text, authority_code text,
       contractor_code text, work_zone_code text, road_keys jsonb, threshold_cm integer, position integer)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, class = excluded.class,
       authority_code = excluded.authority_code, contractor_code = excluded.contractor_code,
       work_zone_code = excluded.work_zone_code, road_keys = excluded.road_keys,
       threshold_cm = excluded.threshold_cm, position = excluded.position`,
    [
      JSON.stringify(
        routes.map((route) => ({
          code: route.code,
          name: route.name,
          class: route.routeClass,
          authority_code: route.authorityCode,
          contractor_code: route.contractorCode,
          work_zone_code: route.workZoneCode,
          road_keys: route.roadKeys,
          threshold_cm: route.thresholdCm,
          position: route.position,
        })),
      ),
    ],
  );
};

const upsertAuthorities = (queryable: Queryable, authorities: readonly Authority[]): Promise<void> =>
  upsert(queryable, {
    table: 'authority',
    columns: [
      ['code', 'text', authorities.map((authority) => authority.code)],
      ['name', 'text', authorities.map((authority) => authority.name)],
      ['kind', 'text', authorities.map((authority) => authority.kind)],
    ],
  });

const upsertContractors = (queryable: Queryable, contractors: readonly Contractor[]): Promise<void> =>
  upsert(queryable, {
    table: 'contractor',
    columns: [
      ['code', 'text', contractors.map((contractor) => contractor.code)],
      ['name', 'text', contractors.map((contractor) => contractor.name)],
    ],
  });

const upsertWorkZones = (queryable: Queryable, zones: readonly WorkZone[]): Promise<void> =>
  upsert(queryable, {
    table: 'work_zone',
    columns: [
      ['code', 'text', zones.map((zone) => zone.code)],
      ['name', 'text', zones.map((zone) => zone.name)],
      ['contractor_code', 'text', zones.map((zone) => zone.contractorCode)],
      ['boundary', 'jsonb', zones.map((zone) => zone.boundary && JSON.stringify(zone.boundary))],
    ],
  });

/**
 * Adds or renews every row of the register; what it does not name stays. Run it in a transaction. A device without
 * a token keeps the one it has; one that is not known yet needs a token.
 */
export const saveRegister = async (tx: Queryable, register: Register): Promise<void> => {
  await upsertAuthorities(tx, register.authorities);
  await upsertContractors(tx, register.contractors);
  await upsertWorkZones(tx, register.workZones);
  await upsertVehicles(tx, register.vehicles);
  await upsertDevices(tx, register.devices);
  await upsertAssignments(tx, register.assignments);
  await upsertRoutes(tx, register.routes);
  await insertChange(tx, 'register', {});
};

/** Road authorities by code. */
export const listAuthorities = (queryable: Queryable): Promise<Authority[]> =>
  queryable.query<Authority>('SELECT code, name, kind FROM authority ORDER BY code');

/** Contractors by code. */
export const listContractors = (queryable: Queryable): Promise<Contractor[]> =>
  queryable.query<Contractor>('SELECT code, name FROM contractor ORDER BY code');

/** Work zones by code. */
export const listWorkZones = (queryable: Queryable): Promise<WorkZone[]> =>
  queryable.query<WorkZone>(
    'SELECT code, name, contractor_code AS "contractorCode", boundary FROM work_zone ORDER BY code',
  );

/** Vehicles by id. */
export const listVehicles = (queryable: Queryable): Promise<StoredVehicle[]> =>
  queryable.query<StoredVehicle>(
    `SELECT id, code, name, contractor_code AS "contractorCode", authority_code AS "authorityCode",
       machine_type AS "machineType", machine_spec AS "machineSpec", ownership, plate_no AS "plateNo",
       depot_lat_e6 AS "depotLatE6", depot_lng_e6 AS "depotLngE6"
     FROM vehicle ORDER BY id`,
  );

/** Routes of the plan in its order. */
export const listRoutes = (queryable: Queryable): Promise<Route[]> =>
  queryable.query<Route>(
    `SELECT code, name, class AS "routeClass", authority_code AS "authorityCode",
       contractor_code AS "contractorCode", work_zone_code AS "workZoneCode", road_keys AS "roadKeys",
       threshold_cm AS "thresholdCm", position
     FROM route ORDER BY position, code`,
  );
