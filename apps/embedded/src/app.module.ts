import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '#config';
import type { RoadNetwork } from '#domain';
import type { FixLog } from '#fix-log';
import { HealthModule } from '#server';
import type { Database } from '#store';
import { IngestModule } from '../../ingest/src/ingest.module.js';
import { PublicModule } from '../../map-api/src/public/public.module.js';
import { StaffModule } from '../../map-api/src/staff/staff.module.js';
import { WebModule } from '../../map-api/src/web/web.module.js';
import { TracksModule } from '../../tracks/src/tracks.module.js';

/** What one process shares among the apps' modules. */
export interface EmbeddedParts {
  readonly settings: Settings;
  readonly database: Database;
  readonly fixLog: FixLog;
  /** Null while nothing is loaded: fixes are kept, and the pages say what to run. */
  readonly network: RoadNetwork | null;
  readonly staffToken: string;
  readonly webDir: string;
}

/** The three apps and the built web in one process. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class AppModule {
  static register(parts: EmbeddedParts): DynamicModule {
    const { settings, database, fixLog, network, staffToken, webDir } = parts;
    const { clock } = settings;
    return {
      module: AppModule,
      imports: [
        HealthModule.register({ database, fixLog }),
        IngestModule.register({ database, fixLog, clock, settings }),
        TracksModule.register({ database, fixLog, clock, settings, network }),
        StaffModule.register({ database, clock, settings, network, staffToken }),
        PublicModule.register({ publishDir: settings.publishDir, clock }),
        WebModule.register({ webDir }),
      ],
    };
  }
}
