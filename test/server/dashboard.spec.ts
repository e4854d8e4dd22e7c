import { readFileSync } from 'node:fs';
import { systemClock } from '#config';
import { createHttpApp, HealthChecks, Metrics } from '#server';
import { IngestMetrics } from '../../apps/ingest/src/ingest-metrics.js';
import { PublicMetrics, StaffMetrics } from '../../apps/map-api/src/map-api-metrics.js';
import { TracksMetrics } from '../../apps/tracks/src/tracks-metrics.js';

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const METRIC = /\b(?:yukimichi|process|nodejs)_[a-z0-9_]+/g;
const namesIn = (text: string): string[] =>
  [...text.matchAll(METRIC)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));

/** Every metric that some process registers. */
const registered = async (): Promise<Set<string>> => {
  const metrics = new Metrics().collectProcess();
  new IngestMetrics(metrics);
  new TracksMetrics(metrics, systemClock());
  new StaffMetrics(metrics);
  new PublicMetrics(metrics);
  const app = await createHttpApp({ imports: [], health: new HealthChecks(), metrics, logger: false });
  await app.close();
  return new Set(metrics.names);
};

const text = readFileSync('ops/grafana-dashboard.json', 'utf8');
const { panels } = JSON.parse(text) as { panels: readonly Panel[] };

describe('the Grafana dashboard', () => {
  it('asks for metrics that the code has', async () => {
    const known = await registered();
    const asked = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr)));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('shows every metric of ours', async () => {
    const ours = [...(await registered())].filter((name) => name.startsWith('yukimichi_'));
    expect(ours.filter((name) => !namesIn(text).includes(name))).toEqual([]);
  });

  it('has a row for each part', () => {
    const rows = panels.filter(({ type }) => type === 'row').map(({ title }) => title.split(':')[0]);
    expect(rows).toEqual(['Ingest', 'Log', 'Tracks', 'Map API', 'Processes']);
    const ids = (JSON.parse(text) as { panels: { id: number }[] }).panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has rules in its README that ask for metrics that the code has', async () => {
    const known = await registered();
    const asked = namesIn(readFileSync('ops/README.md', 'utf8'));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});
