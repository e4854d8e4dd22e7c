import autocannon from 'autocannon';

const CONNECTIONS = 64;
const FIRST_FIX_AT = Date.parse('2026-01-23T21:00:00+09:00');

/** One request of a load. */
export interface Shot {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Fixes as `POST /fixes` takes them. */
export const shotOf = (token: string, fixes: readonly object[]): Shot => ({
  path: '/fixes',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ fixes }),
});

/** Requests without end: fixes of every device in turn, each a new one (a millisecond later than the last). */
export const makeShots = (tokens: readonly string[], size: number): (() => Shot) => {
  let counter = 0;
  return () => {
    const token = tokens[counter % tokens.length];
    const fixes = Array.from({ length: size }, () => {
      counter += 1;
      const at = new Date(FIRST_FIX_AT + counter * 7).toISOString();
      return { at, lat: 36.5613, lng: 136.6562 + (counter % 1000) * 1e-6, speedMps: 4.2, headingDeg: 90 };
    });
    return shotOf(token, fixes);
  };
};

/** Sends for `seconds` over kept connections. @throws when anything is refused */
export const fire = async (url: string, seconds: number, next: () => Shot): Promise<autocannon.Result> => {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(
      `${result.non2xx} refused, ${result.errors} errors at ${url}: ${JSON.stringify(result.statusCodeStats)}`,
    );
  return result;
};
