import type { Clock } from '#config';
import type { Pass } from '#domain';
import { DURATION_BUCKETS_S, type Metrics } from '#server';
import type { StoredBatch } from './store-batch.js';

const BATCH_BUCKETS = [1, 10, 50, 100, 250, 500, 1_000, 2_000, 4_000];

/** What tracks counts. */
export class TracksMetrics {
  readonly stored;
  readonly duplicates;
  readonly batchRecords;
  readonly transactions;
  readonly rematches;
  readonly passesWritten;
  readonly lagRecords;
  readonly lagSeconds;
  readonly openTracks;
  readonly marksWaiting;
  private leftAt = Number.NEGATIVE_INFINITY;
  private receivedAt = Number.NEGATIVE_INFINITY;

  constructor(metrics: Metrics, clock: Clock) {
    const counter = (name: string, help: string) => metrics.counter({ name, help });
    const gauge = (name: string, help: string) => metrics.gauge({ name, help });
    this.stored = counter('yukimichi_fixes_stored_total', 'Fixes that were new to the store.');
    this.duplicates = counter('yukimichi_fixes_duplicate_total', 'Fixes that the store already had.');
    this.rematches = counter(
      'yukimichi_rematches_total',
      'Turns in which a vehicle was matched from the store.',
    );
    this.passesWritten = counter('yukimichi_passes_written_total', 'Final passes written, replacements too.');
    this.openTracks = gauge('yukimichi_open_tracks', 'Tracks that are not closed yet.');
    this.marksWaiting = gauge('yukimichi_marks_waiting', 'Spans that are stored but not matched yet.');
    this.batchRecords = metrics.histogram(
      { name: 'yukimichi_stored_batch_records', help: 'Records of one stored batch of the log.' },
      BATCH_BUCKETS,
    );
    this.transactions = metrics.histogram(
      {
        name: 'yukimichi_transaction_duration_seconds',
        help: 'Time of a transaction: of fixes (the first) or of passes (the second).',
        labels: ['kind'],
      },
      DURATION_BUCKETS_S,
    );
    const labels = ['partition'] as const;
    this.lagRecords = metrics.gauge({
      name: 'yukimichi_log_lag_records',
      help: 'Records of the log behind the last stored one.',
      labels,
    });
    this.lagSeconds = metrics.gauge({
      name: 'yukimichi_log_lag_seconds',
      help: 'Age of the oldest record of the log that is not stored.',
      labels,
    });
    this.showMatchingLag(metrics, clock);
  }

  noteStored(records: number, { newFixes, duplicates }: StoredBatch): void {
    this.batchRecords.observe(records);
    this.stored.add(newFixes.length);
    this.duplicates.add(duplicates.length);
  }

  /** Passes became final; `receivedAt` is the newest receipt among the fixes they follow from. */
  noteFinal(passes: readonly Pass[], receivedAt: number): void {
    this.passesWritten.add(passes.length);
    if (passes.length === 0) return;
    for (const pass of passes) this.leftAt = Math.max(this.leftAt, pass.leftAt);
    this.receivedAt = Math.max(this.receivedAt, receivedAt);
  }

  /** Runs a transaction and times it where it succeeds. */
  async timed<T>(kind: 'fixes' | 'passes', transaction: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await transaction();
    this.transactions.observe((performance.now() - startedAt) / 1000, { kind });
    return result;
  }

  private showMatchingLag(metrics: Metrics, clock: Clock): void {
    const gauge = metrics.gauge({
      name: 'yukimichi_matching_lag_seconds',
      help: 'Time since the newest final pass was left (fix), and since its fixes were received (receipt).',
      labels: ['since'],
    });
    const secondsSince = (at: number): number => (clock.now() - at) / clock.rate / 1000;
    gauge.readWith(() =>
      Number.isFinite(this.leftAt)
        ? [
            { value: secondsSince(this.leftAt), labels: { since: 'fix' } },
            { value: secondsSince(this.receivedAt), labels: { since: 'receipt' } },
          ]
        : [],
    );
  }
}
