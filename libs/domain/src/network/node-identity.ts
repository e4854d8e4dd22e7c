/** Says which vertices of the ways are one node: keys become dense numbers, and joined numbers share a root. */
export class NodeIdentity {
  private readonly numbers = new Map<number | string, number>();
  private readonly parents: number[] = [];

  /** The number of a key; a new key gets the next number. */
  numberOf(key: number | string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const fresh = this.parents.length;
    this.numbers.set(key, fresh);
    this.parents.push(fresh);
    return fresh;
  }

  /** Makes two numbers one node. */
  join(a: number, b: number): void {
    const rootA = this.rootOf(a);
    const rootB = this.rootOf(b);
    this.parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  rootOf(number: number): number {
    let at = number;
    while (this.parents[at] !== at) {
      this.parents[at] = this.parents[this.parents[at]];
      at = this.parents[at];
    }
    return at;
  }

  get size(): number {
    return this.parents.length;
  }
}
