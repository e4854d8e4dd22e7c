import { Logger } from '@nestjs/common';
import type { Clock } from '#config';

/** A finding of one kind about one device is logged once in this time. */
const LOG_AGAIN_MS = 10 * 60_000;

/** Logs what is wrong with what devices send, without a line for each of their messages. */
export class FindingLog {
  private readonly logger = new Logger('Ingest');
  private readonly loggedAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** `kind` tells findings apart: the device and what is wrong. */
  note(kind: string, sentence: string): void {
    const now = this.clock.now();
    const before = this.loggedAt.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (now - before < LOG_AGAIN_MS * this.clock.rate) return;
    this.loggedAt.set(kind, now);
    this.logger.warn(sentence);
  }
}
