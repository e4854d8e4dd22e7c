import { Inject, Injectable } from '@nestjs/common';
import {
  type Contract,
  type DailyReport,
  type ReportContext,
  type ReportRoads,
  reportRoads,
  workZoneOfSegments,
} from '#domain';
import { findContract, type Queryable } from '#store';
import { LivePicture } from '../live/live-picture.js';
import type { RegisterView } from '../live/register-view.js';
import { RoadLookUp } from '../staff/road-look-up.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { PaperNames } from './paper-names.js';

/** What reports are read and corrected with: names, roads, contracts. */
@Injectable()
export class ReportBooks {
  private readonly roadsOf = new WeakMap<RegisterView, ReportRoads>();
  private readonly namesOf = new WeakMap<RegisterView, PaperNames>();

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly lookUp: RoadLookUp,
  ) {}

  async names(): Promise<PaperNames> {
    await this.picture.refresh();
    const { register } = this.picture;
    let names = this.namesOf.get(register);
    if (names === undefined) {
      names = new PaperNames(register);
      this.namesOf.set(register, names);
    }
    return names;
  }

  /** The contract that a report is under, in the version that it was made with. */
  async contractOf(
    { contractId, contractVersion }: DailyReport,
    queryable: Queryable = this.parts.database,
  ): Promise<Contract | undefined> {
    if (contractId === null) return undefined;
    return findContract(queryable, contractId, contractVersion ?? undefined);
  }

  async contextOf(report: DailyReport, queryable: Queryable): Promise<ReportContext> {
    const contract = await this.contractOf(report, queryable);
    return { calendar: contract?.calendar ?? null, roads: this.roads() };
  }

  private roads(): ReportRoads {
    const { network } = this.lookUp.needed();
    const { register } = this.picture;
    let roads = this.roadsOf.get(register);
    if (roads === undefined) {
      const { plan, authorities, zones: workZones } = register;
      const zoneOfSegment = workZoneOfSegments(network, workZones);
      roads = reportRoads({ network, plan: plan!, authorities, workZones, zoneOfSegment });
      this.roadsOf.set(register, roads);
    }
    return roads;
  }
}
