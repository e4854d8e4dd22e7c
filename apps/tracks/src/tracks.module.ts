import { type DynamicModule, Module } from '@nestjs/common';
import { FixesConsumer } from './fixes.consumer.js';
import { TrackKeeping } from './track-keeping.js';
import { TracksMetrics } from './tracks-metrics.js';
import { TRACKS_PARTS, type TracksParts } from './tracks-parts.js';
import { TracksProbes } from './tracks-probes.js';

/** Follows the fix log into the store: fixes, tracks, passes, silence. Its `strategy` is connected as a microservice. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class TracksModule {
  static register(parts: TracksParts): DynamicModule {
    return {
      module: TracksModule,
      controllers: [FixesConsumer],
      providers: [
        { provide: TRACKS_PARTS, useValue: parts },
        { provide: TracksMetrics, useValue: new TracksMetrics(parts.metrics, parts.clock) },
        TrackKeeping,
        TracksProbes,
      ],
      exports: [TrackKeeping],
    };
  }
}
