import type { Fix } from '#domain';
import type { BatchResult, FixBatch, FixRecord, LogFollower } from '#fix-log';

const fixOf = (vehicleId: number, n: number): Fix => ({
  deviceId: vehicleId,
  vehicleId,
  fixAt: 1_769_300_000_000 + n * 1_000,
  seq: n,
  latE6: 36_561_234,
  lngE6: 136_656_789,
  speedMps: 5,
  headingDeg: 90,
  accuracyM: null,
  blade: null,
  spreader: null,
  workType: null,
  isMock: null,
  sentAt: null,
  receivedAt: 1_769_300_001_000,
});
/** The fix number `n` of a vehicle, as a record of the log. */
export const record = (vehicleId: number, n: number): FixRecord => ({
  kind: 'fix',
  fix: fixOf(vehicleId, n),
});

/** A store in memory: the records of each partition in order, and where it goes on. */
export class MemoryStore {
  readonly next = new Map<number, number>();
  readonly records = new Map<number, FixRecord[]>();
  owner = '';

  get count(): number {
    return [...this.records.values()].reduce((sum, each) => sum + each.length, 0);
  }

  fixesOf(vehicleId: number): number[] {
    const all = [...this.records.values()].flat();
    return all.flatMap((each) =>
      each.kind === 'fix' && each.fix.vehicleId === vehicleId ? [each.fix.seq!] : [],
    );
  }
}

/** Stores what it is handed in memory, in the place of the database. */
export class MemoryFollower implements LogFollower {
  partitions: readonly number[] = [];
  trouble: Error | null = null;
  before: (batch: FixBatch) => Promise<void> = async () => undefined;

  constructor(
    private readonly store: MemoryStore,
    private readonly name = 'a',
  ) {}

  async takeOver(partitions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    this.partitions = partitions;
    this.store.owner = this.name;
    return new Map(partitions.map((each) => [each, String(this.store.next.get(each) ?? 0)]));
  }

  async release(): Promise<void> {
    this.partitions = [];
  }

  async handle(batch: FixBatch): Promise<BatchResult> {
    await this.before(batch);
    if (this.trouble !== null) throw this.trouble;
    const { partition, records } = batch;
    expect(Number(batch.next) - records.length).toBe(this.store.next.get(partition) ?? 0);
    this.store.records.set(partition, [...(this.store.records.get(partition) ?? []), ...records]);
    this.store.next.set(partition, Number(batch.next));
    return { duplicates: [] };
  }
}
