import { currentRequestId, inRequest, requestIdOf } from './request-id.js';

const given = (id?: string | string[]): string =>
  requestIdOf({ headers: { 'x-request-id': id as string | undefined } });

describe('the id of a request', () => {
  it.each(['a', '7f9c-4.b:2_Z', 'x'.repeat(64)])('is taken as given: %s', (id) => {
    expect(given(id)).toBe(id);
  });

  it.each([undefined, '', 'x'.repeat(65), 'a b', '雪', '"}{"level":"fatal"', 'a\u0000b'])(
    'is made anew where %j was given',
    (id) => {
      expect(given(id)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(given(id)).not.toBe(given(id));
    },
  );

  it('holds across what a request waits for, and nowhere else', async () => {
    const later = (id: string) =>
      inRequest(id, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return currentRequestId();
      });
    expect(await Promise.all([later('one'), later('two')])).toEqual(['one', 'two']);
    expect(currentRequestId()).toBeUndefined();
  });
});
