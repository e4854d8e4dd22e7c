import { Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { WorkZoneProgress } from '#wire';
import { ClearanceBoard } from '../live/clearance-board.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { RoadLookUp } from './road-look-up.js';
import { zoneProgress } from './route-progress.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

@StaffController('work-zones')
export class WorkZonesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly roads: RoadLookUp,
  ) {}

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The work zones and how far each is done' })
  async list(): Promise<WorkZoneProgress[]> {
    const { network } = this.roads.needed();
    await this.picture.refresh();
    return zoneProgress(network, this.picture, new ClearanceBoard(this.picture, this.parts.clock.now()));
  }
}
