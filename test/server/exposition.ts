/** Prometheus' text format 0.0.4, read strictly: https://prometheus.io/docs/instrumenting/exposition_formats/ */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;
const NUMBER = /^[+-]?(\d+(\.\d*)?(e[+-]?\d+)?|Inf)$|^NaN$/i;

const fail = (line: string, why: string): never => {
  throw new Error(`${why}: ${line}`);
};

const parseLabels = (text: string, line: string): Record<string, string> => {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ''; ) {
    const [whole, name, value] = LABEL.exec(rest) ?? fail(line, 'not a list of labels');
    if (name in labels) fail(line, 'a label is given twice');
    labels[name] = value;
    rest = rest.slice(whole.length);
  }
  return labels;
};

const parseSample = (line: string): Sample => {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? fail(line, 'not a sample');
  if (!NUMBER.test(value)) fail(line, 'not a number');
  return { name, labels: parseLabels(labels, line), value: Number(value.replace(/Inf/i, 'Infinity')) };
};

const withoutLe = ({ labels }: Sample): string => JSON.stringify({ ...labels, le: undefined });

/** Buckets are cumulative, rise to +Inf, and end at the count. */
const checkHistogram = ({ name, samples }: Family): void => {
  for (const count of samples.filter((sample) => sample.name === `${name}_count`)) {
    const series = samples.filter((sample) => withoutLe(sample) === withoutLe(count));
    const buckets = series.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => (labels.le === '+Inf' ? Infinity : Number(labels.le)));
    const rises = (values: readonly number[]): boolean =>
      values.every((v, i) => i === 0 || v >= values[i - 1]);
    if (!rises(bounds) || !rises(buckets.map(({ value }) => value))) fail(name, 'buckets do not rise');
    if (bounds.at(-1) !== Infinity || buckets.at(-1)!.value !== count.value) fail(name, 'no bucket +Inf');
    if (!series.some((sample) => sample.name === `${name}_sum`)) fail(name, 'no sum');
  }
};

const SUFFIXES: Record<string, readonly string[]> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

const checkFamily = (family: Family): void => {
  const { name, type, samples } = family;
  const suffixes = SUFFIXES[type] ?? fail(name, `unknown type ${type}`);
  const seen = new Set<string>();
  for (const sample of samples) {
    if (!suffixes.some((suffix) => sample.name === name + suffix)) fail(sample.name, `not of ${name}`);
    const key = sample.name + JSON.stringify(Object.entries(sample.labels).sort());
    if (seen.has(key)) fail(key, 'given twice');
    seen.add(key);
  }
  if (type === 'counter' && !name.endsWith('_total')) fail(name, 'a counter ends in _total');
  if (type === 'histogram') checkHistogram(family);
};

/** Reads a scrape. @throws Error at the first breach of the format */
export const parseExposition = (text: string): Map<string, Family> => {
  if (!text.endsWith('\n')) fail(text.slice(-80), 'the last line has no end');
  const families = new Map<string, Family & { samples: Sample[] }>();
  let current: (Family & { samples: Sample[] }) | undefined;
  let help: readonly string[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, keyword, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') help = [name, rest];
    else if (keyword === 'TYPE') {
      if (help[0] !== name) fail(line, 'no HELP before it');
      if (families.has(name)) fail(line, 'given twice');
      current = { name, type: rest, help: help[1], samples: [] };
      families.set(name, current);
    } else (current ?? fail(line, 'no TYPE before it')).samples.push(parseSample(line));
  }
  for (const family of families.values()) checkFamily(family);
  return families;
};
