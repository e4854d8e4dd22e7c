import { type DynamicModule, Module } from '@nestjs/common';
import { FixesConsumer } from './fixes.consumer.js';
import { TrackKeeping } from './track-keeping.js';
import { TRACKS_PARTS, type TracksParts } from './tracks-parts.js';

/** Follows the fix log into the store: fixes, tracks, passes, silence. It needs a `FixLogStrategy` beside it. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class TracksModule {
  static register(parts: TracksParts): DynamicModule {
    return {
      module: TracksModule,
      controllers: [FixesConsumer],
      providers: [{ provide: TRACKS_PARTS, useValue: parts }, TrackKeeping],
      exports: [TrackKeeping],
    };
  }
}
