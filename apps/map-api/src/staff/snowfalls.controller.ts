import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Snowfall } from '#domain';
import { insertSnowfalls, listSnowfalls } from '#store';
import { printInstant } from '#wire';
import { instantOf } from '../http/request-values.js';
import { AllowedTo } from './allowed-to.js';
import { areaOf } from './event-codes.js';
import type { EventFields } from './event-fields.js';
import { type Accepted, EventRecorder } from './event-recorder.js';
import type { KnownCodes } from './known-codes.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const WEEK_MS = 7 * 86_400_000;
/** More than any hour, or any week, has brought to Japan's plains. */
const MOST_SNOW_CM = 1_000;
const EXAMPLE = {
  area: 'all',
  from: '2026-01-25T18:00:00+09:00',
  to: '2026-01-25T19:00:00+09:00',
  newSnowCm: 3.5,
};

/** New snow by area and span. */
@StaffController('snowfalls')
export class SnowfallsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly recorder: EventRecorder,
  ) {}

  @Post()
  @AllowedTo('client')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record new snow: one object or an array' })
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  record(@Body() body: unknown): Promise<Accepted> {
    return this.recorder.record(body, snowfallOf, insertSnowfalls);
  }

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'Snowfalls since an instant; the last week where it is left out' })
  @ApiQuery({ name: 'since', required: false })
  async list(@Query('since') since?: string): Promise<object[]> {
    const { database, clock } = this.parts;
    const snowfalls = await listSnowfalls(database, instantOf('since', since, clock.now() - WEEK_MS));
    return snowfalls.map(({ area, fromAt, toAt, newSnowCm }) => ({
      area,
      from: printInstant(fromAt),
      to: printInstant(toAt),
      newSnowCm,
    }));
  }
}

const snowfallOf = (fields: EventFields, codes: KnownCodes): Snowfall => {
  const [fromAt, toAt] = [fields.instant('from'), fields.instant('to')];
  if (toAt <= fromAt) return fields.refuse('to', 'later than from');
  return {
    area: areaOf(fields, codes),
    fromAt,
    toAt,
    newSnowCm: fields.number('newSnowCm', 0, MOST_SNOW_CM),
  };
};
