import { parseInstant, printInstant } from './instants.js';

describe('instants', () => {
  it('are printed in Japan time and read back', () => {
    const at = Date.parse('2026-01-25T15:04:05.678Z');
    expect(printInstant(at)).toBe('2026-01-26T00:04:05.678+09:00');
    expect(parseInstant(printInstant(at))).toBe(at);
    expect(parseInstant('2026-01-25T15:04Z')).toBe(Date.parse('2026-01-25T15:04:00Z'));
  });

  it.each(['2026-01-25T15:04:05', '2026-01-25', 'yesterday', '2026-13-01T00:00:00Z', 5, null])(
    'refuses %p',
    (value) => {
      expect(parseInstant(value)).toBeNull();
    },
  );
});
