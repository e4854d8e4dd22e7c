import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError, sendProblem } from '#server';

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

const NO_TOKEN = 'Staff only: give the staff token as bearer, or sign in on /staff.';
const STARTING = 'The staff plane is starting, or waits for the database: try again in a few seconds.';

export interface StaffGateOptions {
  readonly staffToken: string;
  /** Is the picture of the night there? Until then the routes answer 503. */
  readonly isOpen: () => boolean;
}

/** Lets nobody without the staff token reach a route under /api, whoever registers it; no answer of them is kept. */
export const installStaffGate = (server: FastifyInstance, { staffToken, isOpen }: StaffGateOptions): void => {
  server.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    if (!isStaffRoute(route)) return;
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (route === SIGN_IN_ROUTE) return;
    const isStaff = tokensOf(request).some((token) => isSameToken(token, staffToken));
    if (isStaff && isOpen()) return;
    if (!isStaff) reply.header('www-authenticate', 'Bearer realm="staff"');
    sendProblem(request, reply, isStaff ? new ProblemError(503, STARTING) : new ProblemError(401, NO_TOKEN));
    await reply;
  });
};
