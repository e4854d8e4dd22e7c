import { ProblemError } from '#server';
import { parseInstant } from '#wire';

const MOST_EVENTS = 1_000;

/** Reads the named fields of one event of a body and says which one cannot be used. */
export class EventFields {
  constructor(
    private readonly fields: Record<string, unknown>,
    private readonly ordinal: number,
  ) {}

  text(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' && value !== '' ? value : this.refuse(name, 'a text');
  }

  textOrNull(name: string): string | null {
    return this.isAbsent(name) ? null : this.text(name);
  }

  /** The value as one of `words`, or `fallback` where the field is left out. */
  word<Word extends string>(name: string, words: readonly Word[], fallback?: Word): Word {
    const value = this.fields[name] ?? fallback;
    return words.find((word) => word === value) ?? this.refuse(name, `one of ${words.join(', ')}`);
  }

  wordOrNull<Word extends string>(name: string, words: readonly Word[]): Word | null {
    return this.isAbsent(name) ? null : this.word(name, words);
  }

  instant(name: string): number {
    return (
      parseInstant(this.fields[name]) ?? this.refuse(name, 'ISO 8601 with a zone (2026-01-25T18:00:00+09:00)')
    );
  }

  instantOrNull(name: string): number | null {
    return this.isAbsent(name) ? null : this.instant(name);
  }

  booleanOrNull(name: string): boolean | null {
    const value = this.fields[name];
    if (this.isAbsent(name)) return null;
    return typeof value === 'boolean' ? value : this.refuse(name, 'true, false or null');
  }

  /** A finite number from `least` to `most`. */
  number(name: string, least: number, most: number): number {
    const value = this.fields[name];
    const fits = typeof value === 'number' && value >= least && value <= most;
    return fits ? value : this.refuse(name, `a number from ${least} to ${most}`);
  }

  texts(name: string): string[] {
    const value = this.fields[name];
    const fits = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return fits ? (value as string[]) : this.refuse(name, 'a list of texts');
  }

  /** @throws ProblemError that names the field and what it must be. */
  refuse(name: string, wanted: string): never {
    throw new ProblemError(
      400,
      `Event ${this.ordinal + 1}: ${name}=${JSON.stringify(this.fields[name]) ?? 'nothing'} cannot be used, ` +
        `it must be ${wanted}; nothing was kept.`,
    );
  }

  private isAbsent(name: string): boolean {
    return this.fields[name] === undefined || this.fields[name] === null;
  }
}

/** The events of a body: one object, or an array of at most 1,000. */
export const eventsOf = (body: unknown): EventFields[] => {
  const items = Array.isArray(body) ? body : [body];
  if (items.length > MOST_EVENTS) {
    throw new ProblemError(413, `The body has ${items.length} events: send at most ${MOST_EVENTS} at once.`);
  }
  return items.map((item, ordinal) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new ProblemError(
        400,
        `Event ${ordinal + 1} is not an object: send one object, or an array of them.`,
      );
    }
    return new EventFields(item as Record<string, unknown>, ordinal);
  });
};
