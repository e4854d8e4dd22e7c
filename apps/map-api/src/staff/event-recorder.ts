import { Inject, Injectable } from '@nestjs/common';
import type { Queryable } from '#store';
import { LivePicture } from '../live/live-picture.js';
import type { EventFields } from './event-fields.js';
import { type KnownCodes, readEvents } from './known-codes.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';

/** The answer to a POST of events: how many were given; repeats count, they are kept once. */
export interface Accepted {
  readonly accepted: number;
}

/** Takes the events of a POST in: all of them or, when one cannot be used, none. */
@Injectable()
export class EventRecorder {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly picture: LivePicture,
  ) {}

  /** @throws ProblemError that names the event and field which cannot be used. */
  async record<Event>(
    body: unknown,
    read: (fields: EventFields, codes: KnownCodes) => Event,
    insert: (tx: Queryable, events: readonly Event[], recordedAt: number) => Promise<unknown>,
  ): Promise<Accepted> {
    const { database, clock } = this.parts;
    const events = await readEvents(body, { picture: this.picture, database }, read);
    await database.transaction((tx) => insert(tx, events, clock.now()));
    return { accepted: events.length };
  }
}
