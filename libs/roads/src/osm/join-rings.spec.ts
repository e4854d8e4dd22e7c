import { joinRings } from './join-rings.js';

describe('joinRings', () => {
  it('joins ways end to end, turning those drawn the other way', () => {
    expect(
      joinRings([
        [1, 2, 3],
        [5, 4, 3],
        [5, 1],
      ]),
    ).toEqual([[1, 2, 3, 4, 5, 1]]);
  });
  it('keeps two rings apart', () => {
    expect(
      joinRings([
        [1, 2, 3, 1],
        [4, 5, 6, 4],
      ]),
    ).toHaveLength(2);
  });
  it('leaves out what does not close', () => {
    expect(
      joinRings([
        [1, 2, 3],
        [3, 4],
      ]),
    ).toEqual([]);
  });
});
