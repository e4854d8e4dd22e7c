import type { FastifyRequest } from 'fastify';
import type { Account } from '#domain';
import { canonicalJson, sha256 } from '#domain';
import { ProblemError } from '#server';
import { findAnswer, insertAnswer, type Queryable } from '#store';
import { sentence } from './fault-problem.js';

/** A request as it came: its id, if it has one (`Idempotency-Key`), and a hash of what it asks. */
export interface GivenRequest {
  readonly requestId: string | null;
  readonly asked: string;
}

const REQUEST_ID = /^[\w-]{8,64}$/;

export const givenRequest = ({ headers, method, url, body }: FastifyRequest): GivenRequest => {
  const requestId = headers['idempotency-key'];
  if (requestId !== undefined && !(typeof requestId === 'string' && REQUEST_ID.test(requestId)))
    throw new ProblemError(400, 'Idempotency-Key must be 8 to 64 letters, digits, - or _; nothing was kept.');
  return { requestId: requestId ?? null, asked: sha256(canonicalJson({ method, url, body: body ?? null })) };
};

const OTHER_QUESTION = sentence(
  'この送信番号は別の内容で使われています。ページを読み直して、もう一度送ってください。',
  'This request id was used for something else: load the page again and send once more.',
);

interface Asker {
  readonly account: Account;
  readonly request: GivenRequest;
  readonly at: number;
}

/** Runs `run` unless this account had this request answered before; then it gives that answer. */
export const once = async <Answer>(
  tx: Queryable,
  { account, request, at }: Asker,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  if (request.requestId === null) return run();
  const key = { accountCode: account.code, requestId: request.requestId, asked: request.asked };
  const known = await findAnswer(tx, key);
  if (known !== undefined) {
    if (known.asked !== request.asked) throw new ProblemError(422, OTHER_QUESTION);
    return known.answer as Answer;
  }
  const answer = await run();
  await insertAnswer(tx, key, answer, at);
  return answer;
};
