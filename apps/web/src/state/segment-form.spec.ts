import { CLEARANCE_WORDS, type ClearanceWord, codeOfClearance, type NetworkState } from '#wire';
import { changedSegments, FORMS, formOf, formsAt } from './segment-form.js';

const HOUR_MIN = 60;
const NOW_MIN = 29_500_000;
const NOW_AT = NOW_MIN * 60_000;
const BANDS = { ageBandsMs: [3_600_000, 10_800_000, 86_400_000], stormOn: true } as const;

const stateOf = (directions: readonly [ClearanceWord, ClearanceWord, number, number][]): NetworkState => ({
  networkHash: '0',
  asOfAt: NOW_AT,
  clockRate: 1,
  minuteStep: 1,
  ...BANDS,
  segmentCount: directions.length,
  clearance: Uint8Array.from(directions.flatMap(([a, b]) => [codeOfClearance(a), codeOfClearance(b)])),
  plowedAtMin: Uint32Array.from(directions.flatMap(([, , a, b]) => [a, b])),
  treated: new Uint8Array(2 * directions.length),
  passed: new Uint8Array(2 * directions.length),
});

describe('age bands of a cleared road', () => {
  const cleared = codeOfClearance('cleared');
  it.each([
    [0, 'cleared_1h'],
    [1 * HOUR_MIN, 'cleared_1h'],
    [1 * HOUR_MIN + 1, 'cleared_3h'],
    [3 * HOUR_MIN, 'cleared_3h'],
    [3 * HOUR_MIN + 1, 'cleared_24h'],
    [24 * HOUR_MIN, 'cleared_24h'],
    [24 * HOUR_MIN + 1, 'due'],
  ])('%d minutes after the plow: %s', (ageMin, form) => {
    expect(formOf(cleared, NOW_MIN - ageMin, NOW_AT, BANDS)).toBe(form);
  });

  it('stay pale for ever when no storm is on', () => {
    expect(formOf(cleared, 1, NOW_AT, { ...BANDS, stormOn: false })).toBe('cleared_24h');
  });
});

describe('the other words', () => {
  it('have a form of their own, whatever the age', () => {
    for (const word of CLEARANCE_WORDS.filter((each) => each !== 'cleared')) {
      expect(formOf(codeOfClearance(word), 0, NOW_AT, BANDS)).toBe(word);
      expect(FORMS).toContain(word);
    }
  });
});

describe('a segment', () => {
  it('shows the worse of its two directions, and the older plowing of two cleared ones', () => {
    const codes = formsAt(
      stateOf([
        ['cleared', 'due', NOW_MIN, 0],
        ['cleared', 'cleared', NOW_MIN, NOW_MIN - 2 * HOUR_MIN],
        ['overdue', 'in_progress', 0, 0],
      ]),
      NOW_AT,
    );
    expect([...codes].map((code) => FORMS[code])).toEqual(['due', 'cleared_3h', 'in_progress']);
  });

  it('is drawn again only when its form changed', () => {
    expect(changedSegments(null, Uint8Array.of(1, 2))).toEqual([0, 1]);
    expect(changedSegments(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 5, 3))).toEqual([1]);
  });
});
