import { Metrics } from './metrics.js';

describe('Metrics', () => {
  it('prints counters, histograms and gauges in the text format', async () => {
    const metrics = new Metrics();
    const counter = metrics.counter({ name: 'fixes_total', help: 'Fixes.', labels: ['reason'] });
    counter.add(2, { reason: 'a' });
    counter.add(1, { reason: 'a' });
    metrics.histogram({ name: 'wait_seconds', help: 'Waits.' }, [1, 2]).observe(1.5);
    const gauge = metrics.gauge({ name: 'open', help: 'Open.' });
    gauge.readWith(async () => [{ value: 7 }]);
    expect((await metrics.print()).split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'fixes_total{reason="a"} 3',
      '',
      'wait_seconds_bucket{le="1"} 0',
      'wait_seconds_bucket{le="2"} 1',
      'wait_seconds_bucket{le="+Inf"} 1',
      'wait_seconds_sum 1.5',
      'wait_seconds_count 1',
      '',
      'open 7',
      '',
    ]);
    expect(metrics.names).toEqual(['fixes_total', 'wait_seconds', 'open']);
  });

  it('shows a gauge that cannot be read, or has nothing to show, without a sample', async () => {
    const metrics = new Metrics();
    metrics.gauge({ name: 'plain', help: 'Never set.' });
    const labelled = metrics.gauge({ name: 'by_partition', help: 'Lag.', labels: ['partition'] });
    let reading: () => { value: number; labels: { partition: string } }[] = () => [
      { value: 1, labels: { partition: '3' } },
    ];
    labelled.readWith(() => reading());
    expect(await metrics.print()).toContain('by_partition{partition="3"} 1');
    reading = () => {
      throw new Error('the database is away');
    };
    const samples = (await metrics.print()).split('\n').filter((line) => /^(plain|by_partition)/.test(line));
    expect(samples).toEqual([]);
  });
});
