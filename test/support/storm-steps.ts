import type { Fix } from '#domain';
import type { StaffPost, Storm } from '#fixtures';
import { type Database, insertDispatchOrders, insertWorkStates, listVehicles } from '#store';

/** A simulated storm as the store takes it: fixes with ids for codes, and the posts that reports and passes need. */

export const idsByCode = async (database: Database): Promise<Map<string, number>> =>
  new Map((await listVehicles(database)).map((vehicle) => [vehicle.code, vehicle.id]));

export const fixesOf = (storm: Pick<Storm, 'uploads'>, ids: ReadonlyMap<string, number>): Fix[] =>
  storm.uploads.flatMap(({ vehicleCode, sendAt, fixes }) =>
    fixes.map((fix) => ({
      deviceId: ids.get(vehicleCode)!,
      vehicleId: ids.get(vehicleCode)!,
      fixAt: Date.parse(fix.at),
      seq: fix.seq ?? null,
      latE6: Math.round(fix.lat * 1e6),
      lngE6: Math.round(fix.lng * 1e6),
      speedMps: fix.speedMps ?? null,
      headingDeg: fix.headingDeg ?? null,
      accuracyM: fix.accuracyM ?? null,
      blade: fix.blade ?? null,
      spreader: fix.spreader ?? null,
      workType: fix.workType ?? null,
      isMock: null,
      sentAt: sendAt,
      receivedAt: sendAt,
    })),
  );

export const storePost = async (
  database: Database,
  ids: ReadonlyMap<string, number>,
  { kind, body }: StaffPost,
): Promise<void> => {
  await database.transaction(async (tx) => {
    if (kind === 'work_state') {
      const { vehicle, at, blade, spreader, workType, source } = body;
      const state = { vehicleId: ids.get(vehicle)!, at: Date.parse(at), blade, spreader, workType, source };
      await insertWorkStates(tx, [state], Date.parse(at));
    }
    if (kind === 'dispatch_order') {
      const { routes, vehicles, orderedAt, targetFinishAt } = body;
      const order = {
        kind: body.kind,
        routes,
        vehicleIds: vehicles.map((code) => ids.get(code)!),
        orderedAt: Date.parse(orderedAt),
        targetFinishAt: targetFinishAt === null ? null : Date.parse(targetFinishAt),
      };
      await insertDispatchOrders(tx, [order], Date.parse(orderedAt));
    }
  });
};
