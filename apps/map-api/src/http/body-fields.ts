import { parseLocalDate } from '#domain';
import { ProblemError } from '#server';
import { parseInstant } from '#wire';

type Fields = Readonly<Record<string, unknown>>;

const refuse = (name: string, wanted: string): never => {
  throw new ProblemError(
    400,
    `項目「${name}」が使えません。何も保存していません。 / The field "${name}" must be ${wanted}; nothing was kept.`,
  );
};

/** The object of a JSON body. @throws ProblemError for anything else. */
export const objectOf = (body: unknown): Fields =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Fields)
    : refuse('body', 'a JSON object');

export const wholeOf = (fields: Fields, name: string, most: number): number => {
  const value = fields[name];
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
    ? (value as number)
    : refuse(name, `a whole number from 0 to ${most}`);
};

/** A text without control characters but line ends, at most so long; empty where it is left out. */
export const textOf = (fields: Fields, name: string, longest: number): string => {
  const value = fields[name] ?? '';
  const fits = typeof value === 'string' && value.length <= longest && !/(?!\n)\p{Cc}/u.test(value);
  return fits ? value : refuse(name, `a text of at most ${longest} characters`);
};

export const wordOf = <Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word =>
  words.find((word) => word === fields[name]) ?? refuse(name, `one of ${words.join(', ')}`);

export const instantIn = (fields: Fields, name: string): number =>
  parseInstant(fields[name]) ?? refuse(name, 'ISO 8601 with a zone (2026-01-25T18:00:00+09:00)');

export const dateOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? parseLocalDate(value) : null) ?? refuse(name, 'a date as 2026-01-25');
};

export const textsOf = (fields: Fields, name: string, most: number): string[] => {
  const value = fields[name];
  const fits =
    Array.isArray(value) && value.length <= most && value.every((item) => typeof item === 'string');
  return fits ? (value as string[]) : refuse(name, `a list of at most ${most} texts`);
};
