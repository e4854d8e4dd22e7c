import { randomBytes } from 'node:crypto';
import type { Register } from '#domain';
import { type Database, listDevices, saveRegister } from '#store';

const TOKEN_BYTES = 16;

/** A token made or given for a device just now: the only copy. */
export interface IssuedToken {
  readonly code: string;
  /** The vehicle it is on last; null where it is assigned to none. */
  readonly vehicleCode: string | null;
  readonly token: string;
}

const lastVehicleOf = (register: Register, deviceCode: string): string | null =>
  register.assignments
    .filter((assignment) => assignment.deviceCode === deviceCode)
    .sort((a, b) => b.fromAt - a.fromAt)[0]?.vehicleCode ?? null;

/**
 * Puts a register into the store, all or nothing. A device that comes without a token gets one when it is new or
 * `isRenewed`, and keeps its own otherwise. Gives the tokens of these, in the register's order.
 */
export const loadRegister = (
  database: Database,
  register: Register,
  isRenewed: (deviceCode: string) => boolean = () => false,
): Promise<IssuedToken[]> =>
  database.transaction(async (tx) => {
    await tx.query('LOCK TABLE device IN SHARE ROW EXCLUSIVE MODE');
    const known = new Set((await listDevices(tx)).map((device) => device.code));
    const isIssued = (code: string): boolean => !known.has(code) || isRenewed(code);
    const devices = register.devices.map(({ code, token }) => ({
      code,
      token: token ?? (isIssued(code) ? randomBytes(TOKEN_BYTES).toString('base64url') : undefined),
    }));
    await saveRegister(tx, { ...register, devices });
    return devices
      .filter((device) => isIssued(device.code))
      .map(({ code, token }) => ({ code, vehicleCode: lastVehicleOf(register, code), token: token! }));
  });
