import { ownLanguage } from '../text/format-paper.js';
import { say } from '../text/words.js';

/** The service refused or could not be reached; the message is a sentence for the reader. `status` 0: not reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const UNREACHABLE = ['サービスにつながりません。', 'The service cannot be reached.'] as const;

/** What the service answers, or an ApiError with its sentence. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(0, say(UNREACHABLE));
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  throw new ApiError(response.status, ownLanguage(problem?.detail ?? `${path} answered ${response.status}.`));
}

export const readJson = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;

/** Posts JSON; `requestId` makes a repeated request do its work once. */
export const postJson = async <T>(path: string, body: unknown, requestId?: string): Promise<T> => {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (requestId !== undefined) headers['idempotency-key'] = requestId;
  return (await (await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as T;
};

/** An id for a request that may be sent more than once. */
export const newRequestId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
