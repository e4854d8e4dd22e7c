import { type DynamicModule, Module } from '@nestjs/common';
import { DeviceBook } from './device-book.js';
import { FixIntake } from './fix-intake.js';
import { INGEST_OPTIONS, type IngestOptions } from './ingest-options.js';
import { IngestRoutes } from './ingest-routes.js';

/** Device protocols in, acknowledged fixes out: `POST/GET /t/<token>` and `POST /fixes`. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class IngestModule {
  static register(options: IngestOptions): DynamicModule {
    return {
      module: IngestModule,
      providers: [{ provide: INGEST_OPTIONS, useValue: options }, DeviceBook, FixIntake, IngestRoutes],
    };
  }
}
