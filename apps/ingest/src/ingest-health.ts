import { Inject, Injectable } from '@nestjs/common';
import { INGEST_OPTIONS, type IngestOptions } from './ingest-options.js';

/** Can ingest acknowledge fixes now? For the readiness route of the process that composes it. */
@Injectable()
export class IngestHealth {
  constructor(@Inject(INGEST_OPTIONS) private readonly options: IngestOptions) {}

  /** `reason` is empty when all is well. */
  async check(): Promise<{ readonly ok: boolean; readonly reason: string }> {
    return this.options.fixLog.health();
  }
}
