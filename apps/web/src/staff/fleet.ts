import type { StreamEvents, VehicleNow, WorkKind } from '#wire';

const WORK_ORDER: readonly WorkKind[] = ['plowed', 'treated', 'passed', 'unknown'];

/** Every vehicle as the stream last told of it. */
export class Fleet {
  readonly vehicles = new Map<number, VehicleNow>();

  /** A snapshot replaces everything. */
  reset(vehicles: readonly VehicleNow[]): void {
    this.vehicles.clear();
    this.move(vehicles);
  }

  /** Later fixes replace earlier ones; one that comes late changes nothing. */
  move(vehicles: readonly VehicleNow[]): VehicleNow[] {
    const moved: VehicleNow[] = [];
    for (const vehicle of vehicles) {
      const known = this.vehicles.get(vehicle.vehicleId);
      if (known && Date.parse(known.fixAt) > Date.parse(vehicle.fixAt)) continue;
      this.vehicles.set(vehicle.vehicleId, vehicle);
      moved.push(vehicle);
    }
    return moved;
  }

  setSilent({ vehicleId }: Pick<StreamEvents['unit_silent'], 'vehicleId'>, silent: boolean): void {
    const vehicle = this.vehicles.get(vehicleId);
    if (vehicle) this.vehicles.set(vehicleId, { ...vehicle, silent });
  }

  /** How many are at work, silent, and known at all. */
  counts(): { atWork: number; silent: number; all: number } {
    const all = [...this.vehicles.values()];
    return {
      atWork: all.filter((vehicle) => !vehicle.silent && isAtWork(vehicle)).length,
      silent: all.filter((vehicle) => vehicle.silent).length,
      all: all.length,
    };
  }
}

const isAtWork = ({ workKind }: VehicleNow): boolean => workKind === 'plowed' || workKind === 'treated';

/** What needs a decision first: the silent ones, the longest silent on top; then by work, then by code. */
export const worstFirst = (vehicles: Iterable<VehicleNow>): VehicleNow[] =>
  [...vehicles].sort(
    (a, b) =>
      Number(b.silent) - Number(a.silent) ||
      (a.silent ? Date.parse(a.fixAt) - Date.parse(b.fixAt) : 0) ||
      WORK_ORDER.indexOf(a.workKind) - WORK_ORDER.indexOf(b.workKind) ||
      a.code.localeCompare(b.code, 'ja', { numeric: true }),
  );

/** The vehicles whose code, name, contractor or kind of machine contains what was typed. */
export const filterFleet = (vehicles: readonly VehicleNow[], typed: string): VehicleNow[] => {
  const wanted = typed.trim().normalize('NFKC').toLowerCase();
  return vehicles.filter(({ code, name, contractor, machineType }) =>
    [code, name, contractor, machineType].join(' ').normalize('NFKC').toLowerCase().includes(wanted),
  );
};
