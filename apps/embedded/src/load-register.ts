import { randomBytes } from 'node:crypto';
import type { Register } from '#domain';
import { type Database, listDevices, saveRegister } from '#store';

const TOKEN_BYTES = 16;

/** A device that the store did not know before, with the only copy of its token. */
export interface NewDevice {
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
 * Puts a register into the store, all or nothing. A device that comes without a token gets one when it is new and
 * keeps its own otherwise. Gives the new devices, in the register's order.
 */
export const loadRegister = (database: Database, register: Register): Promise<NewDevice[]> =>
  database.transaction(async (tx) => {
    await tx.query('LOCK TABLE device IN SHARE ROW EXCLUSIVE MODE');
    const known = new Set((await listDevices(tx)).map((device) => device.code));
    const devices = register.devices.map(({ code, token }) => ({
      code,
      token: token ?? (known.has(code) ? undefined : randomBytes(TOKEN_BYTES).toString('base64url')),
    }));
    await saveRegister(tx, { ...register, devices });
    return devices
      .filter((device) => !known.has(device.code))
      .map(({ code, token }) => ({ code, vehicleCode: lastVehicleOf(register, code), token: token! }));
  });
