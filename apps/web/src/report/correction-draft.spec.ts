import { atTime, correctionOf } from './correction-draft.js';

describe('atTime', () => {
  it.each([
    ['2026-01-25T21:50:12+09:00', '21:50', '2026-01-25T21:50:12+09:00'],
    ['2026-01-25T21:50:12+09:00', '22:05', '2026-01-25T13:05:00.000Z'],
    ['2026-01-25T23:50:00+09:00', '00:10', '2026-01-25T15:10:00.000Z'],
    ['2026-01-26T00:20:00+09:00', '23:55', '2026-01-25T14:55:00.000Z'],
  ])('%s with %s is %s', (near, time, expected) => {
    expect(atTime(near, time)).toBe(expected);
  });
});

describe('correctionOf', () => {
  const span = {
    dispatchNo: 1,
    startAt: '2026-01-25T20:00:00+09:00',
    endAt: '2026-01-25T21:00:00+09:00',
    from: '20:10',
    to: '21:00',
    activity: 'standby',
    workType: 'fresh_snow',
  };

  it('gives work a work type, and nothing else', () => {
    const draft = { reason: '', entries: {}, span };
    expect(correctionOf(draft, String)).toMatchObject({ workType: null, endAt: span.endAt });
    const work = { ...draft, span: { ...span, activity: 'work' } };
    expect(correctionOf(work, String)).toMatchObject({ workType: 'fresh_snow' });
  });

  it('gives entries as their own kind of value', () => {
    const draft = { reason: '', span: null, entries: { snowDepthCm: '12', remarks: '強風' } };
    const asValue = (name: string, text: string) => (name === 'snowDepthCm' ? Number(text) : text);
    expect(correctionOf(draft, asValue)).toEqual({
      kind: 'entries',
      entries: { snowDepthCm: 12, remarks: '強風' },
    });
  });
});
