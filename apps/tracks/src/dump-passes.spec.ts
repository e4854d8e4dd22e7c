import { type Pass, WORK_KINDS } from '#domain';
import { passLine } from './dump-passes.js';

const PASS: Pass = {
  vehicleId: 7,
  segment: 12,
  direction: 1,
  enteredAt: 1_769_264_400_000,
  leftAt: 1_769_264_412_000,
  fromCm: 0,
  toCm: 8_000,
  coveredCm: 8_000,
  workKind: 'plowed',
  confidencePermille: 970,
  runnerUpSegment: -1,
  runnerUpPermille: 0,
  matcherVersion: 1,
};

describe('a line of the dump', () => {
  it('holds integers only, the kind of work by its code', () => {
    const lines = WORK_KINDS.map((workKind) => JSON.parse(passLine({ ...PASS, workKind })));
    for (const line of lines) expect(Object.values(line).every(Number.isInteger)).toBe(true);
    expect(lines.map((line) => line.workKind)).toEqual([0, 1, 2, 3]);
    expect(Object.keys(lines[0])).toEqual([
      'vehicle',
      'segment',
      'direction',
      'enteredAt',
      'leftAt',
      'coveredCm',
      'workKind',
      'confidencePermille',
      'runnerUpSegment',
      'runnerUpPermille',
      'matcherVersion',
    ]);
  });
});
