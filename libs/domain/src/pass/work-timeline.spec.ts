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
