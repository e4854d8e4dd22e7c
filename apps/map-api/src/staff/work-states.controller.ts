import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { type Account, PRESSED_ACTIVITIES, WORK_TYPES, type WorkState } from '#domain';
import { insertWorkStates, listWorkStatesSince } from '#store';
import { printInstant } from '#wire';
import { instantOf } from '../http/request-values.js';
import { LivePicture } from '../live/live-picture.js';
import { AllowedTo } from './allowed-to.js';
import { vehicleOf } from './event-codes.js';
import type { EventFields } from './event-fields.js';
import { type Accepted, EventRecorder } from './event-recorder.js';
import type { KnownCodes } from './known-codes.js';
import { StaffController } from './staff-controller.js';
import { SentBy } from './staff-gate.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

const DAY_MS = 86_400_000;
const SOURCES = ['device', 'button', 'staff'] as const;
const EXAMPLE = {
  vehicle: 'P01',
  at: '2026-01-25T18:00:00+09:00',
  blade: true,
  spreader: null,
  workType: 'fresh_snow',
};

/** What blades, spreaders and drivers' buttons said. */
@StaffController('work-states')
export class WorkStatesController {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
    private readonly recorder: EventRecorder,
  ) {}

  @Post()
  @AllowedTo('client', 'driver')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record work states: one object or an array; a driver presses buttons on his own machine',
  })
  @ApiBody({ schema: { type: 'object', example: EXAMPLE } })
  record(@SentBy() account: Account, @Body() body: unknown): Promise<Accepted> {
    const read = account.role === 'driver' ? pressedBy(account) : workStateOf;
    return this.recorder.record(body, read, insertWorkStates);
  }

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({ summary: 'Work states since an instant; the last day where it is left out' })
  @ApiQuery({ name: 'since', required: false })
  async list(@Query('since') since?: string): Promise<object[]> {
    const { database, clock } = this.parts;
    const { vehicles } = this.picture.register;
    const states = await listWorkStatesSince(database, instantOf('since', since, clock.now() - DAY_MS));
    return states.map(({ vehicleId, at, ...rest }) => ({
      vehicleId,
      vehicle: vehicles.get(vehicleId)?.code ?? null,
      at: printInstant(at),
      ...rest,
    }));
  }
}

const pressedBy =
  ({ vehicleCodes }: Account) =>
  (fields: EventFields, codes: KnownCodes): WorkState => {
    if (!vehicleCodes.includes(fields.text('vehicle'))) fields.refuse('vehicle', 'a machine of your own');
    return { ...workStateOf(fields, codes), source: 'button' };
  };

const workStateOf = (fields: EventFields, codes: KnownCodes): WorkState => {
  const state = readState(fields, codes);
  const isWork = state.blade === true || state.spreader === true || state.workType !== null;
  if (state.activity && isWork) fields.refuse('activity', 'left out where the state says work');
  return state;
};

const readState = (fields: EventFields, codes: KnownCodes): WorkState => ({
  vehicleId: vehicleOf(fields, codes),
  at: fields.instant('at'),
  blade: fields.booleanOrNull('blade'),
  spreader: fields.booleanOrNull('spreader'),
  workType: fields.wordOrNull('workType', WORK_TYPES),
  activity: fields.wordOrNull('activity', PRESSED_ACTIVITIES),
  source: fields.word('source', SOURCES, 'staff'),
});
