import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '#config';
import type { RoadNetwork } from '#domain';
import type { FixLog } from '#fix-log';
import type { HealthChecks, Metrics } from '#server';
import type { Database } from '#store';
import { IngestModule } from '../../ingest/src/ingest.module.js';
import { PublicModule } from '../../map-api/src/public/public.module.js';
import { StaffModule } from '../../map-api/src/staff/staff.module.js';
import { WebModule } from '../../map-api/src/web/web.module.js';
import type { FixLogStrategy } from '../../tracks/src/fix-log-strategy.js';
import { TracksModule } from '../../tracks/src/tracks.module.js';

/** What one process shares among the apps' modules. */
export interface EmbeddedParts {
  readonly settings: Settings;
  readonly database: Database;
  readonly fixLog: FixLog;
  readonly strategy: FixLogStrategy;
  /** Null while nothing is loaded: fixes are kept, and the pages say what to run. */
  readonly network: RoadNetwork | null;
  readonly staffToken: string;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
}

/** The three apps and the built web in one process. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class AppModule {
  static register(parts: EmbeddedParts): DynamicModule {
    const { settings, database, fixLog, strategy, network, staffToken, health, metrics } = parts;
    const { clock, publishDir } = settings;
    const shared = { clock, settings, health, metrics };
    return {
      module: AppModule,
      imports: [
        IngestModule.register({ ...shared, database, fixLog }),
        TracksModule.register({ ...shared, database, fixLog, strategy, network }),
        StaffModule.register({ ...shared, database, network, staffToken }),
        PublicModule.register({ clock, publishDir, health, metrics }),
        WebModule.register({ pages: ['/', '/staff', '/driver', '/paper'] }),
      ],
    };
  }
}
