import { NO_WORK_HISTORY, type WorkHistory, WorkTimeline } from './work-timeline.js';

const ORDERED: WorkHistory = {
  ...NO_WORK_HISTORY,
  orders: [
    {
      ...{ id: 1, kind: 'city_order', routes: ['1'], vehicleIds: [1], targetFinishAt: null },
      orderedAt: 0,
    },
  ],
  isTarget: () => true,
};

/** A timeline after fixes every 5 s with these reported speeds, km/h; `blade` null = no input. */
const timelineOf = (kmh: readonly (number | null)[], blade: boolean | null = null): WorkTimeline => {
  const timeline = new WorkTimeline(ORDERED);
  kmh.forEach((speed, i) => {
    const speedMps = speed === null ? null : speed / 3.6;
    timeline.push({
      vehicleId: 1,
      fixAt: 5000 * i,
      speedMps,
      blade,
      spreader: null,
      workType: null,
    } as never);
  });
  return timeline;
};
const MEAN_OF_20 = { enteredAt: 10_000, leftAt: 40_000, segment: 0, speedMps: 20 / 3.6 };

describe('what is known of a vehicle', () => {
  const fixOf = (fixAt: number, blade: boolean | null) =>
    ({ vehicleId: 1, fixAt, speedMps: 5, blade, spreader: null, workType: null }) as never;
  const widening = (vehicleId: number, source: 'button' | 'staff') => ({
    ...{ vehicleId, source, at: 1000, blade: null, spreader: null, workType: 'widening' as const },
  });

  it('is what the blade says, however often it goes up and down', () => {
    const timeline = new WorkTimeline(NO_WORK_HISTORY);
    [true, false, true, false].forEach((blade, i) => {
      timeline.push(fixOf(5000 * i, blade));
    });
    const kinds = [0, 5000, 10_000, 15_000].map((at) => timeline.knownKindAt(at));
    expect(kinds).toEqual(['plowed', 'passed', 'plowed', 'passed']);
  });

  it('is what its own button says, not another vehicle’s', () => {
    const known = (vehicleId: number) => {
      const timeline = new WorkTimeline({ ...NO_WORK_HISTORY, states: [widening(vehicleId, 'button')] });
      timeline.push(fixOf(0, null));
      return timeline.knownKindAt(2000);
    };
    expect([known(1), known(2)]).toEqual(['plowed', null]);
  });

  it('is the driver’s word before the staff’s of the same instant', () => {
    const stopped = { ...widening(1, 'button'), workType: null, blade: false };
    for (const states of [
      [stopped, widening(1, 'staff')],
      [widening(1, 'staff'), stopped],
    ]) {
      const timeline = new WorkTimeline({ ...NO_WORK_HISTORY, states });
      timeline.push(fixOf(0, null));
      expect(timeline.knownAt(2000)).toEqual({ kind: 'passed', source: 'button' });
    }
  });
});

describe('what an open order and the speed say', () => {
  it('is a drive where a quarter of the reports is faster than a plow, however slow its corners are', () => {
    expect(timelineOf([30, 31, 9, 30, 9, 29, 9, 30, 30]).inferredKind(MEAN_OF_20)).toBe('passed');
  });

  it('is plowing where the vehicle keeps to the speed of a plow, a single fast report aside', () => {
    expect(timelineOf([18, 19, 9, 20, 28, 19, 9, 18, 19]).inferredKind(MEAN_OF_20)).toBe('plowed');
  });

  it('follows from the mean speed where the device reports none', () => {
    const mute = timelineOf([null, null, null, null, null, null, null, null, null]);
    expect(mute.inferredKind(MEAN_OF_20)).toBe('plowed');
    expect(mute.inferredKind({ ...MEAN_OF_20, speedMps: 8 })).toBe('passed');
  });

  it('is the same when the reports of earlier passes are forgotten', () => {
    const timeline = timelineOf([5, 5, 30, 31, 30, 29, 30, 31, 30]);
    timeline.forgetBefore(MEAN_OF_20.enteredAt);
    expect(timeline.inferredKind(MEAN_OF_20)).toBe('passed');
  });
});
