import { REJECT_REASONS } from '#domain';
import { DURATION_BUCKETS_S, type Metrics } from '#server';

/** Records of an append: a phone sends one, a backlog up to a thousand. */
const RECORDS_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** What ingest counts. */
export class IngestMetrics {
  readonly acknowledged;
  readonly rejected;
  readonly appendRecords;
  readonly acknowledgement;

  constructor(metrics: Metrics) {
    this.acknowledged = metrics.counter({
      name: 'yukimichi_fixes_acknowledged_total',
      help: 'Fixes that devices were told are kept; repeats count, rejected fixes do not.',
    });
    this.rejected = metrics.counter({
      name: 'yukimichi_fixes_rejected_total',
      help: 'Fixes that were kept aside, by reason.',
      labels: ['reason'],
    });
    this.appendRecords = metrics.histogram(
      { name: 'yukimichi_append_records', help: 'Records of one append to the fix log.' },
      RECORDS_BUCKETS,
    );
    this.acknowledgement = metrics.histogram(
      {
        name: 'yukimichi_acknowledgement_duration_seconds',
        help: 'Time from a read message to the moment at which the log has it.',
      },
      DURATION_BUCKETS_S,
    );
    for (const reason of REJECT_REASONS) this.rejected.add(0, { reason });
  }
}
