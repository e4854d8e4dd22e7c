import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Pass } from '#domain';
import { ProblemError } from '#server';
import { listPassesOfSegment } from '#store';
import { printInstant, type SegmentDetail, type SegmentEvidence } from '#wire';
import { degreesOf, instantOf, numberOf, spanOf } from '../http/request-values.js';
import { ClearanceBoard } from '../live/clearance-board.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { RoadLookUp } from './road-look-up.js';
import { segmentDetail } from './segment-detail.js';
import { segmentEvidence } from './segment-evidence.js';
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

  @Get(':segment/evidence')
  @AllowedTo('client', 'auditor')
  @ApiOperation({
    summary:
      "Why a pass is one: fixes, path, probabilities, rules in words; the segment's newest where none is named",
  })
  @ApiQuery({ name: 'vehicleId', required: false, description: 'With enteredAt: of the pass' })
  @ApiQuery({ name: 'enteredAt', required: false, description: 'ISO 8601 with a zone' })
  async evidence(
    @Param('segment') text: string,
    @Query() query: { vehicleId?: string; enteredAt?: string },
  ): Promise<SegmentEvidence> {
    const { network, index } = this.roads.needed();
    const { picture } = this;
    const { database, clock } = this.parts;
    const segment = numberOf('segment', text, network.segmentCount - 1);
    const nowAt = clock.now();
    const enteredAt = instantOf('enteredAt', query.enteredAt, Number.NaN);
    const span = Number.isNaN(enteredAt)
      ? { fromAt: 0, toAt: nowAt }
      : { fromAt: enteredAt, toAt: enteredAt };
    const passes = await listPassesOfSegment(database, { segment, ...span, limit: MOST_PASSES });
    const isAsked = (pass: Pass): boolean =>
      (query.vehicleId === undefined || pass.vehicleId === Number(query.vehicleId)) &&
      (Number.isNaN(enteredAt) || pass.enteredAt === enteredAt);
    const pass = passes.find(isAsked);
    if (pass === undefined)
      throw new ProblemError(
        404,
        `Segment ${segment} has no such pass: give one of /api/segments/${segment}.`,
      );
    return segmentEvidence(pass, { database, network, index, picture });
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
