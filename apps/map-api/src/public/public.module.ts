import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { PublicController } from './public.controller.js';
import { PUBLIC_PARTS, type PublicParts } from './public-parts.js';
import { PublicProbes } from './public-probes.js';
import { PublishedFiles } from './published-files.js';

/** Reads the publisher's folder while the process runs. */
@Injectable()
class PublishedFilesLifecycle implements OnModuleInit, OnModuleDestroy {
  constructor(@Inject(PublishedFiles) private readonly files: PublishedFiles) {}

  async onModuleInit(): Promise<void> {
    await this.files.start();
  }

  onModuleDestroy(): void {
    this.files.stop();
  }
}

/** Tiles, state, areas and TileJSON for anyone. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class PublicModule {
  static register(parts: PublicParts): DynamicModule {
    return {
      module: PublicModule,
      controllers: [PublicController],
      providers: [
        { provide: PUBLIC_PARTS, useValue: parts },
        { provide: PublishedFiles, useFactory: () => new PublishedFiles(parts.publishDir, parts.clock) },
        PublishedFilesLifecycle,
        PublicProbes,
      ],
    };
  }
}
