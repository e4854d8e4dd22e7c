import type { Metrics } from '#server';

/** What the staff plane and its publisher show. */
export class StaffMetrics {
  readonly publishedAge;
  readonly publishedBytes;
  readonly streamClients;

  constructor(metrics: Metrics) {
    this.publishedAge = metrics.gauge({
      name: 'yukimichi_published_state_age_seconds',
      help: 'Time since the publisher wrote a state.',
    });
    this.publishedBytes = metrics.gauge({
      name: 'yukimichi_published_state_bytes',
      help: 'Size of the state that was written last, compressed with brotli.',
    });
    this.streamClients = metrics.gauge({
      name: 'yukimichi_staff_stream_clients',
      help: 'Open live streams of staff pages.',
    });
  }
}

/** What the public plane shows: nothing but what residents may see too. */
export class PublicMetrics {
  readonly servedAge;
  readonly servedBytes;

  constructor(metrics: Metrics) {
    this.servedAge = metrics.gauge({
      name: 'yukimichi_served_state_age_seconds',
      help: 'Time since the served state was published.',
    });
    this.servedBytes = metrics.gauge({
      name: 'yukimichi_served_state_bytes',
      help: 'Size of the served state, compressed with brotli.',
    });
  }
}
