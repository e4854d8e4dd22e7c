/** An answer other than 2xx; `detail` is one sentence that says what is wrong and what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: 400 | 401 | 404 | 413 | 503,
    detail: string,
  ) {
    super(detail);
  }
}
