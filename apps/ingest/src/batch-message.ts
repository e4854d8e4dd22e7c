import { ProblemError } from '#server';
import { parseInput, parseInstant, parseNumber, parseWorkType } from './field-values.js';
import type { ReceivedFix } from './tracker-message.js';

/** Most fixes in one `POST /fixes`. */
export const MAX_BATCH_FIXES = 1_000;

const EXAMPLE = '{"fixes":[{"at":"2026-01-25T18:00:00+09:00","lat":36.561,"lng":136.656}]}';

type Fields = Readonly<Record<string, unknown>>;

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProblemError(400, `The body is not whole JSON; nothing was kept: send ${EXAMPLE}.`);
  }
};

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

const readFix = (value: unknown, sentAt: number | null): ReceivedFix => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { raw: null, payload: value };
  const fields = value as Fields;
  return {
    payload: value,
    raw: {
      fixAt: parseInstant(fields.at),
      seq: parseNumber(fields.seq),
      lat: parseNumber(fields.lat),
      lng: parseNumber(fields.lng),
      speedMps: parseNumber(fields.speedMps),
      headingDeg: parseNumber(fields.headingDeg),
      accuracyM: parseNumber(fields.accuracyM),
      blade: isBoolean(fields.blade) ? fields.blade : parseInput(fields.blade),
      spreader: isBoolean(fields.spreader) ? fields.spreader : parseInput(fields.spreader),
      workType: parseWorkType(fields.workType),
      isMock: isBoolean(fields.mock) ? fields.mock : parseInput(fields.mock),
      sentAt,
    },
  };
};

/**
 * Reads the body of `POST /fixes`: `{"fixes": [...], "sentAt"?}`, instants in ISO 8601 with a zone or epoch
 * milliseconds. @throws ProblemError 400 for another shape, 413 for too many fixes.
 */
export const parseBatchMessage = (body: string): ReceivedFix[] => {
  const message = parseJson(body) as Fields | null;
  const fixes = message?.fixes;
  if (!Array.isArray(fixes)) {
    throw new ProblemError(400, `The body has no list "fixes"; nothing was kept: send ${EXAMPLE}.`);
  }
  if (fixes.length > MAX_BATCH_FIXES) {
    throw new ProblemError(
      413,
      `The batch has ${fixes.length} fixes; nothing was kept: send at most ${MAX_BATCH_FIXES} at once.`,
    );
  }
  const sentAt = parseInstant(message?.sentAt);
  return fixes.map((fix) => readFix(fix, sentAt));
};
