import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { ORDER_KINDS } from '#domain';
import { insertDispatchOrders, listDispatchOrders, type NewDispatchOrder } from '#store';
import { printInstant } from '#wire';
import { instantOf } from '../http/request-values.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { routesOf, vehiclesOf } from './event-codes.js';
import type { EventFields } from './event-fields.js';
import { type Accepted, EventRecorder } from './event-recorder.js';
import type { KnownCodes } from './known-codes.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const WEEK_MS = 7 * 86_400_000;
const EXAMPLE = {
  kind: 'city_order',
  routes: ['R101'],
  vehicles: ['P01'],
  orderedAt: '2026-01-25T22:00:00+09:00',
  targetFinishAt: '2026-01-26T06:00:00+09:00',
  orderedBy: '道路管理課 係員',
  orderChannel: '電話',
};

/** Orders to go out: who, where, until when. */
@StaffController('dispatch-orders')
export class DispatchOrdersController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly recorder: EventRecorder,
  ) {}

  @Post()
  @AllowedTo('client')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record dispatch orders: one object or an array' })
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  record(@Body() body: unknown): Promise<Accepted> {
    return this.recorder.record(body, orderOf, insertDispatchOrders);
  }

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'Orders since an instant; the last week where it is left out' })
  @ApiQuery({ name: 'since', required: false })
  async list(@Query('since') since?: string): Promise<object[]> {
    const { database, clock } = this.parts;
    const { vehicles } = this.picture.register;
    const sinceAt = instantOf('since', since, clock.now() - WEEK_MS);
    const orders = await listDispatchOrders(database, sinceAt, clock.now() + WEEK_MS);
    return orders.map(({ vehicleIds, orderedAt, targetFinishAt, ...order }) => ({
      ...order,
      vehicles: vehicleIds.map((vehicleId) => vehicles.get(vehicleId)?.code ?? null),
      orderedAt: printInstant(orderedAt),
      targetFinishAt: targetFinishAt === null ? null : printInstant(targetFinishAt),
    }));
  }
}

const orderOf = (fields: EventFields, codes: KnownCodes): NewDispatchOrder => {
  const [orderedAt, targetFinishAt] = [fields.instant('orderedAt'), fields.instantOrNull('targetFinishAt')];
  if (targetFinishAt !== null && targetFinishAt < orderedAt)
    fields.refuse('targetFinishAt', 'later than orderedAt');
  return {
    kind: fields.word('kind', ORDER_KINDS),
    routes: routesOf(fields, codes),
    vehicleIds: vehiclesOf(fields, codes),
    orderedAt,
    targetFinishAt,
    orderedBy: fields.textOrNull('orderedBy'),
    orderChannel: fields.textOrNull('orderChannel'),
  };
};
