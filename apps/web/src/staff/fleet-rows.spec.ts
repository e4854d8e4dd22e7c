import type { RouteProgress, VehicleNow } from '#wire';
import { fleetRows, rowBeside } from './fleet-rows.js';

const vehicle = (vehicleId: number, silent: boolean) =>
  ({ vehicleId, silentSince: silent ? '2026-01-25T02:00:00+09:00' : null }) as VehicleNow;
const route = (code: string) => ({ code }) as RouteProgress;

describe('the rows of the list', () => {
  const rows = fleetRows([vehicle(1, true), vehicle(2, false)], { shown: [route('R1')], hidden: 4 });

  it('put silent vehicles first, then routes, then the others', () => {
    expect(rows.map((row) => row.key)).toEqual(['vehicle 1', 'route R1', 'more', 'vehicle 2']);
  });

  it('are gone through one by one, and no farther than the ends', () => {
    expect(rowBeside(rows, null, 1)?.key).toBe('vehicle 1');
    expect(rowBeside(rows, 'vehicle 1', 1)?.key).toBe('route R1');
    expect(rowBeside(rows, 'vehicle 2', 1)?.key).toBe('vehicle 2');
    expect(rowBeside(rows, 'vehicle 1', -1)?.key).toBe('vehicle 1');
    expect(rowBeside(rows, 'a row that is gone', -1)?.key).toBe('vehicle 1');
    expect(rowBeside([], null, 1)).toBeUndefined();
  });
});
