import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Problem } from '#wire';
import { ProblemError } from './problem-error.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Token needed',
  404: 'Not found',
  413: 'Too large',
  415: 'Unsupported media type',
  503: 'Not available now',
};

const problem = (status: number, detail: string): Problem => ({
  type: 'about:blank',
  title: TITLES[status] ?? (status < 500 ? 'Refused' : 'Internal error'),
  status,
  detail,
});

/** What to answer to an error of a request: ours, Nest's or Fastify's. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return problem(error.status, error.message);
  if (error instanceof HttpException) return problem(error.getStatus(), error.message);
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return problem(413, 'The body is too large and nothing was kept: send it in smaller parts.');
  }
  if (statusCode !== undefined && statusCode < 500) {
    return problem(statusCode, `The request cannot be read: ${message}.`);
  }
  return problem(500, 'An error of ours, its cause is in the log: try again later.');
};

/** Answers every error as problem+json (RFC 9457); errors of ours go to the log with their stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('MapApi');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const body = problemOf(error);
    if (body.status >= 500) this.logger.error(error instanceof Error ? error.stack : String(error));
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .code(body.status)
      .header('content-type', PROBLEM_TYPE)
      .header('cache-control', 'no-store')
      .send(body);
  }
}
