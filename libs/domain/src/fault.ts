/**
 * What is wrong with something that was given to us, and what to do about it: a value, not an exception. `code` is a
 * lowercase word for programs; `ja` and `en` are one sentence each for people.
 */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  readonly ja: string;
  readonly en: string;
}
