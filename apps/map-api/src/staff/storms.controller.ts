import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Storm } from '#domain';
import { insertStorms, listStorms } from '#store';
import { printInstant } from '#wire';
import { instantOf } from '../http/request-values.js';
import { AllowedTo } from './allowed-to.js';
import { areaOf } from './event-codes.js';
import type { EventFields } from './event-fields.js';
import { type Accepted, EventRecorder } from './event-recorder.js';
import type { KnownCodes } from './known-codes.js';
import { StaffController } from './staff-controller.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const MONTH_MS = 30 * 86_400_000;
const EXAMPLE = { area: 'all', startedAt: '2026-01-25T18:00:00+09:00', endedAt: null };

/** Storms: posted when they begin, and once more with `endedAt` when they are over. */
@StaffController('storms')
export class StormsController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly recorder: EventRecorder,
  ) {}

  @Post()
  @AllowedTo('client')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record the begin or end of a storm: one object or an array' })
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  record(@Body() body: unknown): Promise<Accepted> {
    return this.recorder.record(body, stormOf, insertStorms);
  }

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({
    summary: 'Storms that were on at an instant or later; the last month where it is left out',
  })
  @ApiQuery({ name: 'since', required: false })
  async list(@Query('since') since?: string): Promise<object[]> {
    const { database, clock } = this.parts;
    const storms = await listStorms(database, instantOf('since', since, clock.now() - MONTH_MS));
    return storms.map(({ area, startedAt, endedAt }) => ({
      area,
      startedAt: printInstant(startedAt),
      endedAt: endedAt === null ? null : printInstant(endedAt),
    }));
  }
}

const stormOf = (fields: EventFields, codes: KnownCodes): Storm => {
  const [startedAt, endedAt] = [fields.instant('startedAt'), fields.instantOrNull('endedAt')];
  if (endedAt !== null && endedAt <= startedAt) return fields.refuse('endedAt', 'later than startedAt');
  return { area: areaOf(fields, codes), startedAt, endedAt };
};
