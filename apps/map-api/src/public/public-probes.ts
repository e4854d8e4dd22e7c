import { Inject, Injectable } from '@nestjs/common';
import { systemClock } from '#config';
import type { Health } from '#server';
import { PublicMetrics } from '../map-api-metrics.js';
import { PUBLIC_PARTS, type PublicParts } from './public-parts.js';
import { PublishedFiles } from './published-files.js';

/** What the public process says of itself: whether there is something to serve, and how old it is. */
@Injectable()
export class PublicProbes {
  private readonly system = systemClock();

  constructor(
    @Inject(PUBLIC_PARTS) private readonly parts: PublicParts,
    @Inject(PublishedFiles) private readonly files: PublishedFiles,
  ) {
    parts.health.addReady('published', () => this.publishedHealth());
    const { servedAge, servedBytes } = new PublicMetrics(parts.metrics);
    servedAge.readWith(async () => {
      const ageS = await this.ageS();
      return ageS === null ? [] : [{ value: ageS }];
    });
    servedBytes.readWith(async () => {
      const state = (await files.find())?.state ?? null;
      return state === null ? [] : [{ value: state.br.length }];
    });
  }

  /** An old state is still served: residents are told its age. */
  private async publishedHealth(): Promise<Health> {
    const ageS = await this.ageS();
    if (ageS !== null) return { ok: true, reason: `The state was published ${Math.round(ageS)} s ago.` };
    const reason = `Nothing has been published to ${this.parts.publishDir} yet: see that the staff process runs.`;
    return { ok: false, reason };
  }

  /** System seconds since the state was written; null while there is none. */
  private async ageS(): Promise<number | null> {
    const published = await this.files.find();
    return published === null ? null : Math.max(0, (this.system.now() - published.writtenAt) / 1000);
  }
}
