import { timingSafeEqual } from 'node:crypto';
import type { Register } from '#domain';
import { type ClonedDatabase, cloneDatabase } from '../../../test/support/database.js';
import type { Database } from './database.js';
import { hashToken, listDevices } from './device-table.js';
import {
  listAuthorities,
  listContractors,
  listRoutes,
  listVehicles,
  listWorkZones,
  saveRegister,
} from './register-table.js';

const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [136.6, 36.5],
      [136.7, 36.5],
      [136.7, 36.6],
      [136.6, 36.5],
    ],
  ],
} as const;

const REGISTER: Register = {
  authorities: [{ code: 'K', name: '試験市', kind: 'city' }],
  contractors: [{ code: 'C1', name: '北雪建設' }],
  workZones: [{ code: 'Z1', name: '第1工区', contractorCode: 'C1', boundary: SQUARE }],
  vehicles: [
    {
      code: 'V1',
      name: '1号車',
      contractorCode: 'C1',
      authorityCode: 'K',
      machineType: '除雪ドーザ',
      machineSpec: '11t級',
      ownership: 'client_lent',
      plateNo: '',
      depotLatE6: 36_561_000,
      depotLngE6: 136_656_000,
    },
  ],
  devices: [{ code: 'D1', token: 'first-token-of-D1' }],
  assignments: [{ deviceCode: 'D1', vehicleCode: 'V1', fromAt: 0 }],
  routes: [
    {
      code: 'R1',
      name: '香林坊線',
      routeClass: 'city_1',
      authorityCode: 'K',
      contractorCode: 'C1',
      workZoneCode: 'Z1',
      roadKeys: ['国道157号', '百万石通り'],
      thresholdCm: 8,
      position: 3,
    },
  ],
};

describe('register table', () => {
  let clone: ClonedDatabase;
  let database: Database;

  beforeAll(async () => {
    clone = await cloneDatabase();
    database = clone.open();
  });
  afterAll(async () => {
    await database.close();
    await clone.drop();
  });

  const save = (register: Register): Promise<void> =>
    database.transaction((tx) => saveRegister(tx, register));

  it('gives back what was saved, and a second save of the same changes nothing', async () => {
    await save(REGISTER);
    await save(REGISTER);
    expect(await listAuthorities(database)).toEqual(REGISTER.authorities);
    expect(await listContractors(database)).toEqual(REGISTER.contractors);
    expect(await listWorkZones(database)).toEqual(REGISTER.workZones);
    expect(await listRoutes(database)).toEqual(REGISTER.routes);
    expect(await listVehicles(database)).toEqual([{ id: 1, ...REGISTER.vehicles[0] }]);
  });

  it('keeps only the hash of a token', async () => {
    const [device] = await listDevices(database);
    expect(device).toMatchObject({ id: 1, code: 'D1', assignments: [{ fromAt: 0, vehicleId: 1 }] });
    expect(timingSafeEqual(device.tokenHash, hashToken('first-token-of-D1'))).toBe(true);
  });

  it('renews names and leaves the token of a device that comes without one', async () => {
    await save({
      ...REGISTER,
      vehicles: [{ ...REGISTER.vehicles[0], name: '新1号車' }],
      devices: [{ code: 'D1' }],
    });
    expect((await listVehicles(database))[0].name).toBe('新1号車');
    expect((await listDevices(database))[0].tokenHash).toEqual(hashToken('first-token-of-D1'));
  });

  it('adds a later assignment beside the first, in order of time', async () => {
    const second = { ...REGISTER.vehicles[0], code: 'V2' };
    await save({
      ...REGISTER,
      vehicles: [second],
      assignments: [{ deviceCode: 'D1', vehicleCode: 'V2', fromAt: 1_769_331_600_000 }],
    });
    const vehicles = await listVehicles(database);
    expect((await listDevices(database))[0].assignments).toEqual([
      { fromAt: 0, vehicleId: 1 },
      { fromAt: 1_769_331_600_000, vehicleId: vehicles.find((vehicle) => vehicle.code === 'V2')!.id },
    ]);
  });

  it('tells live readers that the register changed', async () => {
    expect(await database.query(`SELECT DISTINCT kind FROM change`)).toEqual([{ kind: 'register' }]);
  });
});
