import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import { ProblemError } from '#server';
import { listPassesOfSegment } from '#store';
import { printInstant, type SegmentDetail } from '#wire';
import { degreesOf, numberOf, spanOf } from '../http/request-values.js';
import { ClearanceBoard } from '../live/clearance-board.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { RoadLookUp } from './road-look-up.js';
import { segmentDetail } from './segment-detail.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const DAY_MS = 86_400_000;
const PASSES_SPAN = { usualMs: 2 * DAY_MS, longestMs: 400 * DAY_MS };
const MOST_PASSES = 500;
/** How far a click may be from the road. */
const CLICK_RADIUS_M = 40;

@StaffController('segments')
export class SegmentsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly roads: RoadLookUp,
  ) {}

  @Get('at')
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The segment nearest to a position' })
  @ApiQuery({ name: 'lat' })
  @ApiQuery({ name: 'lng' })
  async at(
    @Query() query: { lat?: string; lng?: string; from?: string; to?: string },
  ): Promise<SegmentDetail> {
    const { index } = this.roads.needed();
    const [lat, lng] = [degreesOf('lat', query.lat, 90), degreesOf('lng', query.lng, 180)];
    const segment = index.nearestSegment(Math.round(lng * 1e6), Math.round(lat * 1e6), CLICK_RADIUS_M);
    if (segment < 0)
      throw new ProblemError(404, `No road lies within ${CLICK_RADIUS_M} m: give a nearer position.`);
    return this.detailOf(segment, query);
  }

  @Get(':segment')
  @AllowedTo('client', 'auditor')
  @ApiOperation({
    summary: "A segment's clearance, why, and its passes, newest first; 48 h where from is left out",
  })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  async detail(
    @Param('segment') segment: string,
    @Query() query: { from?: string; to?: string },
  ): Promise<SegmentDetail> {
    const { network } = this.roads.needed();
    return this.detailOf(numberOf('segment', segment, network.segmentCount - 1), query);
  }

  private async detailOf(segment: number, query: { from?: string; to?: string }): Promise<SegmentDetail> {
    const { database, clock } = this.parts;
    const { network } = this.roads.needed();
    const span = spanOf(query, clock.now(), PASSES_SPAN);
    await this.picture.refresh();
    const passes = await listPassesOfSegment(database, { segment, ...span, limit: MOST_PASSES });
    const board = new ClearanceBoard(this.picture, clock.now());
    const time = { asOfAt: printInstant(board.nowAt), clockRate: clock.rate };
    return segmentDetail(segment, { network, picture: this.picture, board, time, passes });
  }
}
