import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import { ProblemError } from '#server';
import { listFixes } from '#store';
import { printInstant, type StreamTime, type VehicleNow, type VehicleTrack } from '#wire';
import { spanOf } from '../http/request-values.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { RoadLookUp } from './road-look-up.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';
import { vehicleTrack } from './vehicle-track.js';
import { wireVehicle } from './wire-vehicle.js';

const HOUR_MS = 3_600_000;
const TRACK_SPAN = { usualMs: HOUR_MS, longestMs: 24 * HOUR_MS };
/** 24 h at one fix a second and a half: more would hold up everybody else. */
const MOST_FIXES = 60_000;

@StaffController('vehicles')
export class VehiclesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly roads: RoadLookUp,
  ) {}

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The newest fix of every vehicle' })
  list(): StreamTime & { vehicles: VehicleNow[] } {
    const { clock } = this.parts;
    const { vehiclesNow, register } = this.picture;
    return {
      asOfAt: printInstant(clock.now()),
      clockRate: clock.rate,
      vehicles: [...vehiclesNow.values()].map((vehicle) => wireVehicle(vehicle, register)),
    };
  }

  @Get(':id/track')
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The matched track of a vehicle; the last hour where from and to are left out' })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  async track(
    @Param('id') id: string,
    @Query() query: { from?: string; to?: string },
  ): Promise<VehicleTrack> {
    const vehicleId = this.vehicleIdOf(id);
    const span = spanOf(query, this.parts.clock.now(), TRACK_SPAN);
    const fixes = await listFixes(this.parts.database, { vehicleId, ...span, limit: MOST_FIXES + 1 });
    if (fixes.length > MOST_FIXES) {
      throw new ProblemError(413, `More than ${MOST_FIXES} fixes lie in that span: ask for a shorter one.`);
    }
    const { network, index } = this.roads.needed();
    return { vehicleId, ...vehicleTrack(network, index, fixes) };
  }

  private vehicleIdOf(text: string): number {
    const { vehicles, vehicleIdOfCode } = this.picture.register;
    const id = vehicleIdOfCode.get(text) ?? Number(text);
    if (vehicles.has(id)) return id;
    throw new ProblemError(
      404,
      `There is no vehicle ${JSON.stringify(text)}: give an id or code of /api/vehicles.`,
    );
  }
}
