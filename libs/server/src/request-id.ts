import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Header that carries the id of a request, in and out. */
export const REQUEST_ID_HEADER = 'x-request-id';
const SANE = /^[\w.:-]{1,64}$/;

const requests = new AsyncLocalStorage<string>();

/** The id of the request that is being handled; undefined outside of one. */
export const currentRequestId = (): string | undefined => requests.getStore();

/** Runs `work` as part of a request: log lines written by it carry the id. */
export const inRequest = <T>(requestId: string, work: () => T): T => requests.run(requestId, work);

/** The id that the client or a proxy gave, where it is sane, else a new one. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
};

/** Answers every request with its id and handles it under that id. */
export const installRequestIds = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    inRequest(request.id, done);
  });
  // Reading a body goes on in the context of the connection: the request's is entered again.
  server.addHook('preValidation', (request, _reply, done) => inRequest(request.id, done));
};
