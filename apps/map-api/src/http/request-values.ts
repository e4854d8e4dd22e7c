import { ProblemError } from '#server';
import { parseInstant } from '#wire';

/** An instant of the query, or `fallback` where it is left out. */
export const instantOf = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined || text === '') return fallback;
  // A plus sign in a query arrives as a space unless it was escaped.
  const at = parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (at !== null) return at;
  throw new ProblemError(
    400,
    `${name} must be ISO 8601 with a zone, as in ${name}=2026-01-25T18:00:00%2B09:00.`,
  );
};

/** A span of the query that ends at `to` (now where left out) and is at most `longestMs` long. */
export const spanOf = (
  query: { from?: string; to?: string },
  nowAt: number,
  { usualMs, longestMs }: { readonly usualMs: number; readonly longestMs: number },
): { fromAt: number; toAt: number } => {
  const toAt = instantOf('to', query.to, nowAt);
  const fromAt = instantOf('from', query.from, toAt - usualMs);
  if (fromAt <= toAt && toAt - fromAt <= longestMs) return { fromAt, toAt };
  throw new ProblemError(
    400,
    `from must be before to, by at most ${longestMs / 3_600_000} hours: ask in parts.`,
  );
};

/** A whole number of a path from 0 to `last`. */
export const numberOf = (name: string, text: string, last: number): number => {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value <= last) return value;
  throw new ProblemError(
    404,
    `There is no ${name} ${JSON.stringify(text)}: give a number from 0 to ${last}.`,
  );
};

/** Degrees of the query. */
export const degreesOf = (name: string, text: string | undefined, limit: number): number => {
  const value = Number(text);
  if (text !== undefined && text.trim() !== '' && Math.abs(value) <= limit) return value;
  throw new ProblemError(
    400,
    `${name} must be degrees from -${limit} to ${limit}, as in ?lat=36.56&lng=136.65.`,
  );
};
