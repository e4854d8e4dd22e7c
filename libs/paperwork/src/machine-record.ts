import {
  type DispatchOrder,
  type Fix,
  type KnownFacts,
  type LocalDate,
  type Pass,
  type ReportInput,
  reportWindow,
  type TimeSpan,
  takeEvidence,
  type WorkState,
} from '#domain';
import {
  listFixes,
  listPassesOfVehicle,
  listVehicleEvents,
  listWorkStates,
  type Queryable,
  type StoredVehicle,
} from '#store';
import type { PaperBooks } from './paper-books.js';

/** Everything recorded of one machine in a stretch of time. */
export interface MachineRecord {
  readonly vehicle: StoredVehicle;
  readonly window: TimeSpan;
  readonly passes: readonly Pass[];
  readonly fixes: readonly Fix[];
  readonly orders: readonly DispatchOrder[];
  readonly workStates: readonly WorkState[];
}

/** Orders that may still be open in a window: they end 12 h after their target. */
const ORDERS_BEFORE_MS = 48 * 3_600_000;

/** What the reports of a machine's business dates are made from. */
export const readMachine = async (
  queryable: Queryable,
  vehicle: StoredVehicle,
  { fromDate, toDate }: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
): Promise<MachineRecord> => {
  const window = reportWindow(fromDate, toDate);
  const { startAt: fromAt, endAt: toAt } = window;
  const place = { vehicleId: vehicle.id, fromAt, toAt };
  const events = await listVehicleEvents(queryable, [vehicle.id]);
  return {
    vehicle,
    window,
    passes: await listPassesOfVehicle(queryable, place),
    fixes: await listFixes(queryable, place),
    orders: (events.get(vehicle.id)?.orders ?? []).filter(
      ({ orderedAt }) => orderedAt >= fromAt - ORDERS_BEFORE_MS && orderedAt <= toAt,
    ),
    workStates: await listWorkStates(queryable, vehicle.id, fromAt, toAt),
  };
};

export const hasRecord = ({ passes, fixes, orders }: MachineRecord): boolean =>
  passes.length > 0 || fixes.length > 0 || orders.length > 0;

/** The record as `makeReports` takes it. */
export const reportInput = (
  { vehicle, passes, fixes, orders, workStates }: MachineRecord,
  { roads, contracts }: Pick<PaperBooks, 'roads' | 'contracts'>,
  known?: KnownFacts,
): ReportInput => ({
  vehicleId: vehicle.id,
  machine: {
    machineCode: vehicle.code,
    plateNo: vehicle.plateNo,
    machineType: vehicle.machineType,
    machineSpec: vehicle.machineSpec,
    ownership: vehicle.ownership,
  },
  contractorCode: vehicle.contractorCode,
  passes,
  evidence: takeEvidence(fixes),
  orders,
  workStates,
  roads,
  contracts: contracts.filter(({ machines }) =>
    machines.some(({ machineCode }) => machineCode === vehicle.code),
  ),
  earlier: null,
  known,
});
