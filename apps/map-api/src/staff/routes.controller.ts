import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Feature } from 'geojson';
import { corridorOf } from '#domain';
import { ProblemError } from '#server';
import type { RouteProgress } from '#wire';
import { ClearanceBoard } from '../live/clearance-board.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { RoadLookUp } from './road-look-up.js';
import { routeProgress, segmentsOfRoutes } from './route-progress.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

/** Half width of a corridor where the request does not say: the carriageway and its snow banks. */
const USUAL_HALF_WIDTH_M = 15;
const WIDEST_HALF_WIDTH_M = 200;

@StaffController('routes')
export class RoutesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly roads: RoadLookUp,
  ) {}

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The routes of the plan and how far each is done' })
  async list(): Promise<RouteProgress[]> {
    const { network } = this.roads.needed();
    await this.picture.refresh();
    const { clock } = this.parts;
    return routeProgress(network, this.picture, new ClearanceBoard(this.picture, clock.now()));
  }

  @Get(':code/corridor')
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'The area along a route as GeoJSON' })
  @ApiQuery({ name: 'halfWidthM', required: false })
  corridor(@Param('code') code: string, @Query('halfWidthM') halfWidthM?: string): Feature {
    const { network } = this.roads.needed();
    const { routes, plan } = this.picture.register;
    const index = routes.findIndex((route) => route.code === code);
    if (index < 0) {
      throw new ProblemError(404, `There is no route ${JSON.stringify(code)}: give a code of /api/routes.`);
    }
    const segments = segmentsOfRoutes(plan!.routeIndex, routes.length)[index];
    const geometry = corridorOf(network, segments, halfWidthOf(halfWidthM));
    const { name, routeClass } = routes[index];
    return { type: 'Feature', properties: { code, name, routeClass }, geometry } as Feature;
  }
}

function halfWidthOf(text: string | undefined): number {
  const value = text === undefined ? USUAL_HALF_WIDTH_M : Number(text);
  if (value > 0 && value <= WIDEST_HALF_WIDTH_M) return value;
  throw new ProblemError(400, `halfWidthM must be metres from 1 to ${WIDEST_HALF_WIDTH_M}.`);
}
