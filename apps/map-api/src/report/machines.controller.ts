import { Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type Account, scopeOf } from '#domain';
import { listContracts, listDevices, listNewestReports, type ReportHead, type StoredVehicle } from '#store';
import { type MachineRow, printInstant } from '#wire';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from '../staff/allowed-to.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import type { PaperNames } from './paper-names.js';
import { ReportBooks } from './report-books.js';
import { filterOf } from './report-desk.js';

const instantOrNull = (at: number | null | undefined): string | null =>
  at == null ? null : printInstant(at);

/** Machines to read: a contractor his own, a client those that it lends, calls for or has a contract for. */
@StaffController('machines')
export class MachinesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly books: ReportBooks,
  ) {}

  @Get()
  @AllowedTo('contractor', 'client', 'auditor')
  @ApiOperation({ summary: 'Machines with their devices, newest fix and newest report' })
  async list(@SentBy() account: Account): Promise<MachineRow[]> {
    const { database } = this.parts;
    const names = await this.books.names();
    const devices = await this.devicesNow();
    const newest = await listNewestReports(database, filterOf(scopeOf(account)));
    const lastReports = new Map(newest.map((head) => [head.machineCode, head]));
    return (await this.machinesOf(account)).map((vehicle) =>
      this.rowOf(vehicle, {
        names,
        devices: devices.get(vehicle.id) ?? [],
        last: lastReports.get(vehicle.code),
      }),
    );
  }

  private async machinesOf(account: Account): Promise<StoredVehicle[]> {
    const { contractorCode, clientCode } = scopeOf(account);
    const contracts = clientCode === null ? [] : await listContracts(this.parts.database, { clientCode });
    const contracted = new Set(
      contracts.flatMap(({ machines }) => machines.map(({ machineCode }) => machineCode)),
    );
    return [...this.picture.register.vehicles.values()].filter(
      (vehicle) =>
        (contractorCode === null || vehicle.contractorCode === contractorCode) &&
        (clientCode === null || vehicle.authorityCode === clientCode || contracted.has(vehicle.code)),
    );
  }

  /** Codes of the devices that are on a vehicle now, by its id. */
  private async devicesNow(): Promise<Map<number, string[]>> {
    const { database, clock } = this.parts;
    const now = clock.now();
    const onVehicle = new Map<number, string[]>();
    for (const { code, assignments } of await listDevices(database)) {
      const current = assignments.findLast(({ fromAt }) => fromAt <= now);
      if (current !== undefined)
        onVehicle.set(current.vehicleId, [...(onVehicle.get(current.vehicleId) ?? []), code]);
    }
    return onVehicle;
  }

  private rowOf(
    vehicle: StoredVehicle,
    { names, devices, last }: { names: PaperNames; devices: string[]; last: ReportHead | undefined },
  ): MachineRow {
    const now = this.picture.vehiclesNow.get(vehicle.id);
    return {
      machine: names.machine(vehicle.code),
      machineType: vehicle.machineType,
      machineSpec: vehicle.machineSpec,
      ownership: vehicle.ownership,
      plateNo: vehicle.plateNo,
      contractor: names.contractor(vehicle.contractorCode),
      devices,
      fixAt: instantOrNull(now?.fixAt),
      silentSince: instantOrNull(now?.silentSince),
      lastReport:
        last === undefined
          ? null
          : { reportNo: last.reportNo, businessDate: last.businessDate, state: last.state },
    };
  }
}
