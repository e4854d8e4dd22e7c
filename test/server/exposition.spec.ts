import { parseExposition } from './exposition.js';

const WHOLE = `# HELP a_total All.
# TYPE a_total counter
a_total{x="1",y="q\\"\\\\"} 3

# HELP b_seconds Times.
# TYPE b_seconds histogram
b_seconds_bucket{le="1"} 1
b_seconds_bucket{le="+Inf"} 2
b_seconds_sum 3.5
b_seconds_count 2
`;

describe('the strict reader of the metrics format', () => {
  it('reads what is right', () => {
    const families = parseExposition(WHOLE);
    expect(families.get('a_total')?.samples[0]).toEqual({
      name: 'a_total',
      labels: { x: '1', y: 'q\\"\\\\' },
      value: 3,
    });
    expect(families.get('b_seconds')?.type).toBe('histogram');
  });

  it.each([
    ['a line without end', WHOLE.trimEnd()],
    ['a counter of another name', WHOLE.replaceAll('a_total', 'a')],
    ['a sample of nothing', `${WHOLE}c 1\n`],
    ['a sample twice', WHOLE.replace('b_seconds_sum 3.5', 'b_seconds_sum 3.5\nb_seconds_sum 3.5')],
    ['a label twice', WHOLE.replace('y=', 'x=')],
    ['an unescaped quote', WHOLE.replace('q\\"', 'q"')],
    ['a value that is none', WHOLE.replace('3.5', '3,5')],
    ['a falling bucket', WHOLE.replace('bucket{le="1"} 1', 'bucket{le="1"} 3')],
    ['another count', WHOLE.replace('count 2', 'count 3')],
    ['no help', WHOLE.replace('# HELP a_total All.\n', '')],
    ['a family twice', `${WHOLE}${WHOLE}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseExposition(text)).toThrow();
  });
});
