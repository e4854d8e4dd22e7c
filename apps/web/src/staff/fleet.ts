import type { VehicleNow, WorkKind } from '#wire';
import { foldName } from '../text/fold-name.js';

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
      if (known && fixMs(known) > fixMs(vehicle)) continue;
      this.vehicles.set(vehicle.vehicleId, vehicle);
      moved.push(vehicle);
    }
    return moved;
  }

  /** How many are at work, silent, and known at all. */
  counts(): { atWork: number; silent: number; all: number } {
    const all = [...this.vehicles.values()];
    return {
      atWork: all.filter((vehicle) => !isSilent(vehicle) && isAtWork(vehicle)).length,
      silent: all.filter(isSilent).length,
      all: all.length,
    };
  }
}

export const isSilent = ({ silentSince }: VehicleNow): boolean => silentSince !== null;

/** Silent, and nothing came from it since it was called to work: nobody knows whether it ever left. */
export const neverReported = ({ silentSince, receivedAt }: VehicleNow): boolean =>
  silentSince !== null && (receivedAt === null || Date.parse(receivedAt) < Date.parse(silentSince));

/** Epoch milliseconds of the newest fix; before every other where there is none. */
const fixMs = ({ fixAt }: VehicleNow): number =>
  fixAt === null ? Number.NEGATIVE_INFINITY : Date.parse(fixAt);

const isAtWork = ({ workKind }: VehicleNow): boolean => workKind === 'plowed' || workKind === 'treated';

/** What needs a decision first: who never reported, then the silent ones, the longest silent on top; then by work, then by code. */
export const worstFirst = (vehicles: Iterable<VehicleNow>): VehicleNow[] =>
  [...vehicles].sort(
    (a, b) =>
      Number(neverReported(b)) - Number(neverReported(a)) ||
      Number(isSilent(b)) - Number(isSilent(a)) ||
      Date.parse(a.silentSince ?? '') - Date.parse(b.silentSince ?? '') ||
      WORK_ORDER.indexOf(a.workKind) - WORK_ORDER.indexOf(b.workKind) ||
      a.code.localeCompare(b.code, 'ja', { numeric: true }),
  );

/** The vehicles whose code, name, contractor or kind of machine contains what was typed. */
export const filterFleet = (vehicles: readonly VehicleNow[], typed: string): VehicleNow[] => {
  const wanted = foldName(typed.trim());
  return vehicles.filter(({ code, name, contractor, machineType }) =>
    foldName([code, name, contractor, machineType].join(' ')).includes(wanted),
  );
};
