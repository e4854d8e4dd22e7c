import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Clock } from '#config';
import { PublicController } from './public.controller.js';
import { PublishedFiles } from './published-files.js';

/** What the public plane is given: a folder and a clock, and no database. */
export interface PublicParts {
  readonly publishDir: string;
  readonly clock: Clock;
}

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
  static register({ publishDir, clock }: PublicParts): DynamicModule {
    return {
      module: PublicModule,
      controllers: [PublicController],
      providers: [
        { provide: PublishedFiles, useFactory: () => new PublishedFiles(publishDir, clock) },
        PublishedFilesLifecycle,
      ],
    };
  }
}
