import { LogUnavailableError } from '#fix-log';
import { BODY_LIMIT_BYTES, ProblemError } from '#server';

type RequestError = Error & { readonly code?: string; readonly statusCode?: number };

/** The error of a request as devices are told it: that nothing was kept, and what to do. */
export const ingestProblem = (error: RequestError): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof LogUnavailableError) {
    return new ProblemError(503, `Nothing was kept, send it again later. ${error.message}`);
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ProblemError(
      413,
      `The body is over ${BODY_LIMIT_BYTES} bytes; nothing was kept: send fewer fixes at once.`,
    );
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ProblemError(
      error.statusCode,
      `The request cannot be read; nothing was kept: ${error.message}.`,
    );
  }
  return new ProblemError(
    500,
    'An error of ours, its cause is in the log; nothing was kept: send it again later.',
  );
};
