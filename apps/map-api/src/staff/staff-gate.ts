import { createHash, timingSafeEqual } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#domain';
import { ProblemError, sendProblem } from '#server';
import type { StaffRouteConfig } from './allowed-to.js';

/** Name of the cookie that `POST /api/session` sets. */
export const STAFF_COOKIE = 'staff';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Are the tokens equal? Takes the same time wherever they differ. */
export const isSameToken = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const tokensOf = ({ headers }: FastifyRequest): string[] => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const cookie = cookies.find((text) => text.startsWith(`${STAFF_COOKIE}=`))?.slice(STAFF_COOKIE.length + 1);
  return [bearer, cookie].filter((token) => token !== undefined && token !== '') as string[];
};

/** By the matched route, not by the address as typed: no spelling of an address goes around it. */
const isStaffRoute = (route: string): boolean => route === '/api' || route.startsWith('/api/');

const NO_TOKEN =
  'サインインが必要です。トークンのあるアドレスを開いてください。 / Sign in first: give your token as bearer, or open the address that has it.';
const STARTING =
  'サーバーが起動中か、データベースを待っています。数秒後にもう一度試してください。 / The staff plane is starting, or waits for the database: try again in a few seconds.';
const notAllowed = ({ name }: Account): string =>
  `この操作は「${name}」の権限ではできません。担当者に依頼してください。 / This account may not do that: ask whoever may.`;

const accounts = new WeakMap<FastifyRequest, Account>();

/** The account that sent a request which the gate let pass. */
export const SentBy = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const account = accounts.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (account === undefined) throw new Error('The route is not behind the staff gate.');
  return account;
});

export interface StaffGateOptions {
  /** Whose token it is; undefined for nobody's. */
  readonly findAccount: (token: string) => Promise<Account | undefined>;
  /** Is the picture of the night there? Until then the routes answer 503. */
  readonly isOpen: () => boolean;
}

const refusalOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { findAccount, isOpen }: StaffGateOptions,
): Promise<ProblemError | null> => {
  const { allowedTo = ['client'], isSignIn } = request.routeOptions.config as StaffRouteConfig;
  if (isSignIn) return null;
  for (const token of tokensOf(request)) {
    const account = await findAccount(token);
    if (account === undefined) continue;
    if (!allowedTo.includes(account.role)) return new ProblemError(403, notAllowed(account));
    accounts.set(request, account);
    return isOpen() ? null : new ProblemError(503, STARTING);
  }
  reply.header('www-authenticate', 'Bearer realm="staff"');
  return new ProblemError(401, NO_TOKEN);
};

/** Lets nobody reach a route under /api but whom it is for, whoever registers it; no answer of them is kept. */
export const installStaffGate = (server: FastifyInstance, options: StaffGateOptions): void => {
  server.addHook('onRequest', async (request, reply) => {
    if (!isStaffRoute(request.routeOptions.url ?? '')) return;
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const refusal = await refusalOf(request, reply, options).catch((error: unknown) => error);
    if (refusal === null) return;
    sendProblem(request, reply, refusal);
    await reply;
  });
};
