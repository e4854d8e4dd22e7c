import { type LocalDate, parseLocalDate } from '#domain';
import { ProblemError } from '#server';
import { sentence } from '../report/fault-problem.js';

/** A date of an address; undefined where it is left out or empty. @throws ProblemError 400 for what is no date */
export const queryDate = (name: string, text?: string): LocalDate | undefined => {
  if (text === undefined || text === '') return undefined;
  const date = parseLocalDate(text);
  if (date !== null) return date;
  throw new ProblemError(
    400,
    sentence(
      `${name} は ${name}=2027-01-31 のような日付にしてください。`,
      `${name} must be a date, as in ${name}=2027-01-31.`,
    ),
  );
};
