import { Inject, Injectable } from '@nestjs/common';
import type { PartitionLag } from '#fix-log';
import type { Health } from '#server';
import { checkStore, listMarks, listOpenTracks } from '#store';
import { TrackKeeping } from './track-keeping.js';
import { TracksMetrics } from './tracks-metrics.js';
import { TRACKS_PARTS, type TracksParts } from './tracks-parts.js';

/** What the tracks process says of itself: its health, and what its metrics read when they are asked for. */
@Injectable()
export class TracksProbes {
  constructor(
    @Inject(TRACKS_PARTS) private readonly parts: TracksParts,
    @Inject(TrackKeeping) private readonly keeping: TrackKeeping,
    @Inject(TracksMetrics) metrics: TracksMetrics,
  ) {
    const { database, health, strategy } = parts;
    health.addReady('database', () => checkStore(database));
    health.addReady('follower', () => this.followerHealth());
    health.addReady('network', () => this.networkHealth());
    health.addLive('follower', () => ({ ok: strategy.failure === '', reason: strategy.failure }));
    metrics.lagRecords.readWith(() => this.lag(({ records }) => records));
    metrics.lagSeconds.readWith(() => this.lag(({ seconds }) => seconds));
    metrics.openTracks.readWith(async () => this.countOurs(await listOpenTracks(database)));
    metrics.marksWaiting.readWith(async () => this.countOurs(await listMarks(database)));
  }

  private async followerHealth(): Promise<Health> {
    const health = await this.parts.strategy.health();
    return health.ok ? this.keeping.health() : health;
  }

  private networkHealth(): Health {
    const reason = this.parts.network === null ? 'No road network is loaded: fixes are kept unmatched.' : '';
    return { ok: true, reason };
  }

  private lag(figureOf: (lag: PartitionLag) => number) {
    return this.parts.strategy
      .lag()
      .map((lag) => ({ value: figureOf(lag), labels: { partition: String(lag.partition) } }));
  }

  private countOurs(rows: readonly { readonly vehicleId: number }[]) {
    return [{ value: rows.filter(({ vehicleId }) => this.keeping.isOurs(vehicleId)).length }];
  }
}
