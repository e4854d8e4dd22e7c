import { hashOfView, parseView } from './share-view.js';

const parse = (rest: string) => parseView(new URL(`http://yukimichi.test/${rest}`));

describe('the shared view', () => {
  it('comes back from its own hash', () => {
    const view = { center: [136.6531, 36.5612] as [number, number], zoom: 14.2 };
    expect(parse(hashOfView(view))).toEqual(view);
  });

  it('is read from the query too', () => {
    expect(parse('?lng=136.65&lat=36.56&z=13')).toEqual({ center: [136.65, 36.56], zoom: 13 });
    expect(parse('?lng=136.65&lat=36.56')?.zoom).toBe(15);
  });

  it('is nothing when the address says nothing sensible', () => {
    expect(['', '#legend', '?lng=x&lat=1', '?lng=200&lat=1', '#99/36/136'].map(parse)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
