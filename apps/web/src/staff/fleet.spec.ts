import type { VehicleNow } from '#wire';
import { Fleet, filterFleet, worstFirst } from './fleet.js';

const vehicle = (vehicleId: number, more: Partial<VehicleNow> = {}): VehicleNow => ({
  vehicleId,
  code: `K-${vehicleId}`,
  name: '除雪グレーダ',
  contractor: '犀川建設',
  machineType: 'グレーダ',
  fixAt: '2026-01-25T02:00:00+09:00',
  receivedAt: '2026-01-25T02:00:02+09:00',
  lat: 36.56,
  lng: 136.65,
  speedMps: 4,
  headingDeg: 90,
  directed: 12,
  workKind: 'passed',
  silentSince: null,
  ...more,
});

describe('the list of vehicles', () => {
  it('is worst first: never reported, longest silent, then by work, then by code as people count', () => {
    const ordered = worstFirst([
      vehicle(10),
      vehicle(2),
      vehicle(3, { workKind: 'plowed' }),
      vehicle(4, { receivedAt: '2026-01-25T01:50:00+09:00', silentSince: '2026-01-25T01:50:00+09:00' }),
      vehicle(5, { receivedAt: '2026-01-25T01:30:00+09:00', silentSince: '2026-01-25T01:30:00+09:00' }),
      vehicle(6, { workKind: 'treated' }),
      vehicle(7, { receivedAt: '2026-01-24T18:00:00+09:00', silentSince: '2026-01-25T01:55:00+09:00' }),
      vehicle(8, { fixAt: null, receivedAt: null, silentSince: '2026-01-25T01:40:00+09:00' }),
    ]);
    expect(ordered.map((each) => each.vehicleId)).toEqual([8, 7, 5, 4, 3, 6, 2, 10]);
  });

  it('is filtered by any of its words', () => {
    const fleet = [vehicle(1), vehicle(2, { contractor: '浅野道路' })];
    expect(filterFleet(fleet, '浅野').map((each) => each.vehicleId)).toEqual([2]);
    expect(filterFleet(fleet, 'ｋ-1').map((each) => each.vehicleId)).toEqual([1]);
    expect(filterFleet(fleet, ' ')).toHaveLength(2);
  });
});

describe('the fleet', () => {
  it('keeps the latest fix of each vehicle, whatever the order of arrival', () => {
    const fleet = new Fleet();
    fleet.reset([vehicle(1, { lat: 1 })]);
    expect(fleet.move([vehicle(1, { lat: 2, fixAt: '2026-01-25T01:00:00+09:00' })])).toEqual([]);
    fleet.move([vehicle(1, { lat: 3, fixAt: '2026-01-25T02:00:05+09:00' })]);
    expect(fleet.vehicles.get(1)?.lat).toBe(3);
  });

  it('takes in a unit that never sent a fix, and its first one', () => {
    const fleet = new Fleet();
    const called = { fixAt: null, receivedAt: null, lat: null, lng: null };
    fleet.move([vehicle(1, { ...called, silentSince: '2026-01-25T02:00:00+09:00' })]);
    expect(fleet.counts()).toEqual({ atWork: 0, silent: 1, all: 1 });
    fleet.move([vehicle(1)]);
    expect(fleet.counts()).toEqual({ atWork: 0, silent: 0, all: 1 });
  });

  it('counts machines at work without the silent ones', () => {
    const fleet = new Fleet();
    fleet.reset([vehicle(1, { workKind: 'plowed' }), vehicle(2, { workKind: 'treated' }), vehicle(3)]);
    fleet.move([vehicle(2, { workKind: 'treated', silentSince: '2026-01-25T02:00:02+09:00' })]);
    expect(fleet.counts()).toEqual({ atWork: 1, silent: 1, all: 3 });
  });
});
