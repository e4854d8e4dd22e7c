/** How many ways were left out for one reason, and the ids of the first few. */
export interface TallyEntry {
  readonly reason: string;
  /** The reason in words. */
  readonly meaning: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** Counts what an import leaves out or changes, by reason. */
export class ImportTally {
  private readonly entries = new Map<string, { meaning: string; count: number; examples: string[] }>();

  add(reason: string, meaning: string, id: string): void {
    const entry = this.entries.get(reason) ?? { meaning, count: 0, examples: [] };
    entry.count++;
    if (entry.examples.length < EXAMPLES) entry.examples.push(id);
    this.entries.set(reason, entry);
  }

  /** Most frequent first. */
  list(): TallyEntry[] {
    return [...this.entries]
      .map(([reason, entry]) => ({ reason, ...entry }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}
