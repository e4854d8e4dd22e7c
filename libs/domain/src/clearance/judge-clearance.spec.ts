import { type ClearanceInput, clearanceOf, judgeClearance } from './judge-clearance.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-26T06:00:00+09:00');

const UNPLOWED: ClearanceInput = {
  nowAt: NOW,
  meltingPipe: false,
  inPlan: true,
  inTunnel: false,
  workingNow: false,
  stormStartedAt: NOW - 30 * HOUR,
  stormIsOver: false,
  plowedAt: null,
  countedFromAt: null,
  thresholdCm: 10,
  newSnowSinceStormCm: 12,
  newSnowSincePlowedCm: 0,
  unitSilent: false,
  order: null,
  clearedForMs: 24 * HOUR,
};

const plowed = (hoursAgo: number): Partial<ClearanceInput> => ({
  plowedAt: NOW - hoursAgo * HOUR,
  countedFromAt: NOW - hoursAgo * HOUR,
});

describe('clearance', () => {
  it.each<[string, Partial<ClearanceInput>, string, string]>([
    [
      'a snow-melting pipe',
      { meltingPipe: true, inPlan: false, workingNow: true },
      'melting_pipe',
      'melting_pipe',
    ],
    ['a road outside the plan', { inPlan: false, workingNow: true }, 'not_target', 'outside_plan'],
    ['a tunnel', { inTunnel: true, workingNow: true }, 'not_target', 'tunnel'],
    ['a plow at work', { workingNow: true, ...plowed(2) }, 'in_progress', 'working_now'],
    ['plowed in this storm', plowed(2), 'cleared', 'plowed'],
    ['plowed 24 h ago', plowed(24), 'cleared', 'plowed'],
    ['plowed 25 h ago, the storm still on', plowed(25), 'due', 'plowed_long_ago'],
    [
      'snow up to the threshold after plowing',
      { ...plowed(2), newSnowSincePlowedCm: 10 },
      'snowed_again',
      'snow_after_plowing',
    ],
    [
      'snow below the threshold after plowing',
      { ...plowed(2), newSnowSincePlowedCm: 9.9 },
      'cleared',
      'plowed',
    ],
    [
      'plowed at the instant at which the storm began',
      { ...plowed(5), stormStartedAt: NOW - 5 * HOUR },
      'cleared',
      'plowed',
    ],
    ['plowed in the last storm only', plowed(31), 'due', 'threshold_reached'],
    [
      'one of two needed plowings in the last storm',
      { plowedAt: NOW - HOUR, countedFromAt: NOW - 31 * HOUR },
      'due',
      'threshold_reached',
    ],
    ['a silent unit', { unitSilent: true }, 'no_data', 'unit_silent'],
    ['a silent unit that plowed before', { unitSilent: true, ...plowed(1) }, 'cleared', 'plowed'],
    ['a silent unit that plowed 25 h ago', { unitSilent: true, ...plowed(25) }, 'no_data', 'unit_silent'],
    ['threshold reached', {}, 'due', 'threshold_reached'],
    ['threshold not reached', { newSnowSinceStormCm: 3 }, 'not_target', 'threshold_not_reached'],
    [
      'ordered before the threshold',
      { newSnowSinceStormCm: 3, order: { targetFinishAt: null } },
      'due',
      'ordered',
    ],
    ['within the time of its order', { order: { targetFinishAt: NOW } }, 'due', 'threshold_reached'],
    ['later than its order allows', { order: { targetFinishAt: NOW - 1 } }, 'overdue', 'order_late'],
    ['the storm over, unplowed', { stormIsOver: true }, 'due', 'threshold_reached'],
    [
      'the storm over, later than its order allows',
      { stormIsOver: true, order: { targetFinishAt: NOW - 1 } },
      'overdue',
      'order_late',
    ],
    ['the storm over, plowed 25 h ago', { stormIsOver: true, ...plowed(25) }, 'cleared', 'plowed_long_ago'],
    [
      'the storm over, snow after plowing',
      { stormIsOver: true, ...plowed(25), newSnowSincePlowedCm: 10 },
      'snowed_again',
      'snow_after_plowing',
    ],
    ['no storm, plowed', { stormStartedAt: null, ...plowed(2) }, 'cleared', 'plowed'],
    ['no storm, plowed long ago', { stormStartedAt: null, ...plowed(30) }, 'cleared', 'plowed_long_ago'],
    ['no storm, never plowed', { stormStartedAt: null }, 'no_data', 'never_plowed'],
  ])('%s', (_name, change, clearance, reason) => {
    expect(judgeClearance({ ...UNPLOWED, ...change })).toEqual({ clearance, reason });
    expect(clearanceOf({ ...UNPLOWED, ...change })).toBe(clearance);
  });

  it('is a function of its input: no input is changed, and silent units never make it due', () => {
    const changes: Partial<ClearanceInput>[] = [
      ...[{}, plowed(1), plowed(25), plowed(31)],
      ...[{ newSnowSinceStormCm: 0 }, { newSnowSincePlowedCm: 12, ...plowed(3) }],
      ...[{ order: { targetFinishAt: NOW - 1 } }, { order: { targetFinishAt: null } }],
      ...[{ stormIsOver: true }, { stormStartedAt: null }, { workingNow: true }],
    ];
    for (const change of changes.flatMap((a) => changes.map((b) => ({ ...a, ...b })))) {
      const input = Object.freeze({ ...UNPLOWED, ...change });
      expect(judgeClearance(input)).toEqual(judgeClearance({ ...input }));
      expect(['due', 'overdue']).not.toContain(clearanceOf({ ...input, unitSilent: true }));
    }
  });

  it('never shows the last storm as green when a new one starts', () => {
    const before = { ...UNPLOWED, ...plowed(1) };
    expect(clearanceOf(before)).toBe('cleared');
    const after = { ...before, stormStartedAt: NOW - HOUR / 2, newSnowSinceStormCm: 0 };
    expect(clearanceOf(after)).not.toBe('cleared');
  });
});
