import { LogUnavailableError } from '#fix-log';

/** An answer other than 2xx: RFC 9457, with one sentence that says what is wrong and what to do. */
export class IngestProblem extends Error {
  override readonly name = 'IngestProblem';

  constructor(
    readonly status: 400 | 401 | 413 | 503,
    detail: string,
  ) {
    super(detail);
  }
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
/** When a device may try again after a 503. */
export const RETRY_AFTER_S = 5;
/** Largest body of a message. */
export const MAX_BODY_BYTES = 1_048_576;

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unknown device',
  413: 'Too large',
  415: 'Unsupported media type',
  503: 'Fix log unavailable',
};

/** The body of a problem answer. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

const problem = (status: number, detail: string): ProblemBody => ({
  type: 'about:blank',
  title: TITLES[status] ?? (status < 500 ? 'Refused' : 'Internal error'),
  status,
  detail,
});

/** What to answer to an error of a request, ours or Fastify's. */
export const problemOf = (error: Error & { code?: string; statusCode?: number }): ProblemBody => {
  if (error instanceof IngestProblem) return problem(error.status, error.message);
  if (error instanceof LogUnavailableError) {
    return problem(503, 'The fix log cannot take fixes now; nothing was kept: send them again later.');
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return problem(
      413,
      `The body is over ${MAX_BODY_BYTES} bytes; nothing was kept: send fewer fixes at once.`,
    );
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return problem(error.statusCode, `The request cannot be read; nothing was kept: ${error.message}.`);
  }
  return problem(500, 'An error of ours, its cause is in the log; nothing was kept: send it again later.');
};
