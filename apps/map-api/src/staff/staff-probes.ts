import { Inject, Injectable } from '@nestjs/common';
import type { Health, Reading } from '#server';
import { checkStore } from '#store';
import { ChangeFollower } from '../live/change-follower.js';
import { StaffMetrics } from '../map-api-metrics.js';
import { Publisher } from '../publish/publisher.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';
import { StaffStream } from './staff-stream.js';

/** Changes are read four times a second; after this long without, live readers stand still. */
const CHANGES_LATE_S = 10;
/** A state is written every PUBLISH_EVERY_S; a new plan's tiles take longer. */
const STATE_LATE_S = 60;
/** What hangs for so long does not come back by itself. */
const HANGING_S = 600;

const readingsOf = (value: number | null): readonly Reading[] => (value === null ? [] : [{ value }]);

/** What the staff process says of itself: its health, and what its metrics read when they are asked for. */
@Injectable()
export class StaffProbes {
  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly follower: ChangeFollower,
    private readonly publisher: Publisher,
    stream: StaffStream,
  ) {
    const { database, health, metrics } = parts;
    health.addReady('database', () => checkStore(database));
    health.addReady('changes', () => this.changesHealth());
    health.addReady('publisher', () => this.publisherHealth());
    health.addReady('network', () => this.networkHealth());
    health.addLive('changes', () => this.hanging(this.follower.busyS));
    health.addLive('publisher', () => this.hanging(this.publisher.busyS));
    const { publishedAge, publishedBytes, streamClients } = new StaffMetrics(metrics);
    publishedAge.readWith(() => readingsOf(publisher.ageS));
    publishedBytes.readWith(() => readingsOf(publisher.stateBytes));
    streamClients.readWith(() => [{ value: stream.clientCount }]);
  }

  private changesHealth(): Health {
    const { ageS } = this.follower;
    if (ageS === null) return { ok: false, reason: 'The changes are not followed yet.' };
    return ageS <= CHANGES_LATE_S
      ? { ok: true, reason: '' }
      : { ok: false, reason: `No change could be read for ${Math.round(ageS)} s.` };
  }

  private publisherHealth(): Health {
    const { ageS } = this.publisher;
    if (ageS === null) return { ok: false, reason: 'Nothing has been published yet.' };
    const reason = `The last state was published ${Math.round(ageS)} s ago.`;
    return { ok: ageS <= STATE_LATE_S + this.parts.settings.publishEveryMs / 1000, reason };
  }

  private networkHealth(): Health {
    return { ok: true, reason: this.parts.network === null ? 'No road network is loaded.' : '' };
  }

  private hanging(busyS: number): Health {
    const ok = busyS <= HANGING_S;
    return { ok, reason: ok ? '' : `It has hung for ${Math.round(busyS)} s.` };
  }
}
