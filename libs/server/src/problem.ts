import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#wire';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const TOO_LARGE = 'The body is too large and nothing was kept: send it in smaller parts.';
/** When a client may try again after a 503. */
const RETRY_AFTER_S = 5;

/** An answer other than 2xx; `detail` is one sentence that says what is wrong and what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

type Answer = Pick<Problem, 'status' | 'detail'>;

/** Nest's words for what Fastify and its router refuse, and ours. */
const NEST_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Request body is too large.*$/s, TOO_LARGE],
  [
    /^Body (?:is not valid JSON|cannot be empty).*$/s,
    'The body is not whole JSON and nothing was kept: send whole JSON.',
  ],
  [
    /^Cannot ((?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) .*)$/,
    'There is nothing at $1: check the address and the method.',
  ],
];

const detailOf = ({ message }: HttpException): string => {
  const words = NEST_WORDS.find(([pattern]) => pattern.test(message));
  return words === undefined ? message : message.replace(words[0], words[1]);
};

/** What to answer to an error of a request: ours, Nest's or Fastify's. */
const answerTo = (error: unknown): Answer => {
  if (error instanceof ProblemError) return { status: error.status, detail: error.message };
  if (error instanceof HttpException) return { status: error.getStatus(), detail: detailOf(error) };
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { status: 413, detail: TOO_LARGE };
  }
  if (statusCode !== undefined && statusCode < 500) {
    return { status: statusCode, detail: `The request cannot be read: ${message}.` };
  }
  return { status: 500, detail: 'An error of ours, its cause is in the log: try again later.' };
};

/** Answers an error of a request as problem+json (RFC 9457) and says with which status. */
export const sendProblem = (request: FastifyRequest, reply: FastifyReply, error: unknown): number => {
  const { status, detail } = answerTo(error);
  if (reply.sent || reply.raw.headersSent) return status;
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    requestId: request.id,
  };
  if (status === 503) reply.header('retry-after', RETRY_AFTER_S);
  // Fastify would close at once, and a client that still sends would see a broken pipe instead of this answer.
  if (status === 413) reply.removeHeader('connection');
  void reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .send(problem);
  return status;
};
