import { type Family, parseExposition } from './exposition.js';

/** What a process shows at /metrics. */
export class Scrape {
  private constructor(readonly families: ReadonlyMap<string, Family>) {}

  static async of(url: string): Promise<Scrape> {
    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return new Scrape(parseExposition(await response.text()));
  }

  get names(): string[] {
    return [...this.families.keys()];
  }

  /** Sum of the samples of this name that carry these labels; NaN where there is none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const family = this.families.get(name.replace(/_(count|sum)$/, '')) ?? this.families.get(name);
    const samples = (family?.samples ?? []).filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
    return samples.length === 0 ? Number.NaN : samples.reduce((sum, { value }) => sum + value, 0);
  }
}
