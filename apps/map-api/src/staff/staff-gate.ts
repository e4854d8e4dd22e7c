import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, ProblemError, problemOf } from '#server';

/** Name of the cookie that `POST /api/session` sets. */
export const STAFF_COOKIE = 'staff';
/** The one staff route without a token: it is where the token is handed in. */
const SIGN_IN_ROUTE = '/api/session';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Are the tokens equal? Takes the same time wherever they differ. */
export const isSameToken = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const tokensOf = ({ headers }: FastifyRequest): string[] => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const cookie = cookies.find((text) => text.startsWith(`${STAFF_COOKIE}=`))?.slice(STAFF_COOKIE.length + 1);
  return [bearer, cookie].filter((token) => token !== undefined);
};

/** By the matched route, not by the address as typed: no spelling of an address goes around it. */
const isStaffRoute = (route: string): boolean => route === '/api' || route.startsWith('/api/');

/** Lets nobody without the staff token reach a route under /api, whoever registers it. */
export const installStaffGate = (server: FastifyInstance, staffToken: string): void => {
  server.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    if (!isStaffRoute(route) || route === SIGN_IN_ROUTE) return;
    if (tokensOf(request).some((token) => isSameToken(token, staffToken))) return;
    const error = new ProblemError(401, 'Staff only: give the staff token as bearer, or sign in on /staff.');
    await reply
      .code(401)
      .header('www-authenticate', 'Bearer realm="staff"')
      .header('cache-control', 'no-store')
      .header('content-type', PROBLEM_TYPE)
      .send(problemOf(error));
  });
};
