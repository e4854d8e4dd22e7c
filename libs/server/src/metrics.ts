import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client';

/** Label values by label name; there must be few of each: no vehicles, no tokens. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** Rises only. `labels` where the counter has some. */
export interface Counter<Label extends string = never> {
  add(amount: number, labels?: Labels<Label>): void;
}

/** Distribution of observed values. */
export interface Histogram<Label extends string = never> {
  observe(value: number, labels?: Labels<Label>): void;
}

export interface Reading<Label extends string = never> {
  readonly value: number;
  readonly labels?: Labels<Label>;
}

/** A value that is read when the metrics are asked for; an empty list (or a failure) shows no sample. */
export interface Gauge<Label extends string = never> {
  readWith(read: () => readonly Reading<Label>[] | Promise<readonly Reading<Label>[]>): void;
}

/** Name after Prometheus' conventions (`yukimichi_…_total`, `_seconds`, `_bytes`) and what it tells. */
export interface MetricText<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** Upper bounds in seconds, from a request to a slow transaction. */
export const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of one process in the text format of Prometheus. The one file that knows the library. */
export class Metrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();

  /** Adds the metrics of the Node process itself. */
  collectProcess(): this {
    collectDefaultMetrics({ register: this.registry });
    return this;
  }

  counter<Label extends string = never>({ name, help, labels = [] }: MetricText<Label>): Counter<Label> {
    const counter = new PromCounter({ name, help, labelNames: labels, registers: [this.registry] });
    return { add: (amount, given) => counter.inc(given ?? {}, amount) };
  }

  histogram<Label extends string = never>(
    { name, help, labels = [] }: MetricText<Label>,
    buckets: readonly number[],
  ): Histogram<Label> {
    const registers = [this.registry];
    const histogram = new PromHistogram({ name, help, labelNames: labels, buckets: [...buckets], registers });
    return { observe: (value, given) => histogram.observe(given ?? {}, value) };
  }

  gauge<Label extends string = never>({ name, help, labels = [] }: MetricText<Label>): Gauge<Label> {
    let read: Parameters<Gauge<Label>['readWith']>[0] = () => [];
    const gauge: PromGauge<Label> = new PromGauge({
      ...{ name, help, labelNames: labels, registers: [this.registry] },
      collect: async () => {
        const readings = await Promise.resolve()
          .then(() => read())
          .catch(() => []);
        gauge.reset();
        if (labels.length === 0) gauge.remove();
        for (const { value, labels: given } of readings) gauge.set(given ?? ({} as Labels<Label>), value);
      },
    });
    return {
      readWith: (fresh) => {
        read = fresh;
      },
    };
  }

  /** Names of all metrics. */
  get names(): string[] {
    return this.registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** Everything as text, gauges read now. */
  print(): Promise<string> {
    return this.registry.metrics();
  }
}
