import { randomUUID } from 'node:crypto';
import { type Database, OwnershipLostError, takeOverPartition } from '#store';

/**
 * Which partitions of the log this process consumes, and where it stands in each. The store fences every transaction
 * with it (contracts: Delivery), so a process that slept while another took over cannot write.
 */
export class PartitionOwnership {
  readonly owner = randomUUID();
  private readonly next = new Map<number, number>();
  private readonly unsure = new Set<number>();

  constructor(private readonly database: Database) {}

  get partitions(): readonly number[] {
    return [...this.next.keys()];
  }

  owns(partition: number): boolean {
    return this.next.has(partition);
  }

  async takeOver(partition: number): Promise<number> {
    const next = await this.database.transaction((tx) => takeOverPartition(tx, partition, this.owner));
    this.next.set(partition, next);
    this.unsure.delete(partition);
    return next;
  }

  release(partition: number): void {
    this.next.delete(partition);
  }

  /** Position behind the last committed record. @throws OwnershipLostError */
  async positionOf(partition: number): Promise<number> {
    if (this.unsure.has(partition)) await this.askStore(partition);
    const next = this.next.get(partition);
    if (next === undefined) throw new OwnershipLostError(partition);
    return next;
  }

  committed(partition: number, next: number): void {
    if (this.next.has(partition)) this.next.set(partition, next);
  }

  /** A transaction failed and may yet have been committed: the store is asked before the next one. */
  doubt(partition: number): void {
    this.unsure.add(partition);
  }

  private async askStore(partition: number): Promise<void> {
    const [row] = await this.database.query<{ next: number; owner: string }>(
      'SELECT next, owner FROM log_position WHERE partition = $1',
      [partition],
    );
    if (row?.owner !== this.owner) throw new OwnershipLostError(partition);
    this.next.set(partition, row.next);
    this.unsure.delete(partition);
  }
}
