const FIRST_CAPACITY = 512;
/** Rounds tell the entries of this search from older ones; before they overflow, all start again. */
const LAST_ROUND = 2 ** 31 - 2;

/**
 * What a search knows of the nodes that it has met: a hash table with open addressing, so small that it stays in the
 * processor's cache however large the network is. Slots hold until the table grows: look a node up again after `add`.
 */
export class NodeTable {
  node = new Int32Array(FIRST_CAPACITY);
  /** Metres of the best route so far, with and without what its turns cost. */
  keyM = new Float64Array(FIRST_CAPACITY);
  lengthM = new Float64Array(FIRST_CAPACITY);
  /** Node before on that route, -1 at its start; the directed segment from there; the first one of the route. */
  before = new Int32Array(FIRST_CAPACITY);
  via = new Int32Array(FIRST_CAPACITY);
  first = new Int32Array(FIRST_CAPACITY);
  /** Is the node's best route final? */
  isSettled = new Uint8Array(FIRST_CAPACITY);
  #round = new Int32Array(FIRST_CAPACITY);
  #now = 0;
  #mask = FIRST_CAPACITY - 1;
  #count = 0;

  /** Forgets all nodes. */
  clear(): void {
    this.#count = 0;
    if (++this.#now <= LAST_ROUND) return;
    this.#round.fill(0);
    this.#now = 1;
  }

  /** Slot of a node; -1 where the search has not met it. */
  find(node: number): number {
    let slot = this.#home(node);
    while (this.#round[slot] === this.#now) {
      if (this.node[slot] === node) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }

  /** Slot of a node, which is entered without a route where it is new. */
  add(node: number): number {
    let slot = this.#home(node);
    while (this.#round[slot] === this.#now) {
      if (this.node[slot] === node) return slot;
      slot = (slot + 1) & this.#mask;
    }
    if (2 * ++this.#count > this.#mask) {
      this.#grow();
      return this.add(node);
    }
    this.#round[slot] = this.#now;
    this.node[slot] = node;
    this.keyM[slot] = Infinity;
    this.lengthM[slot] = Infinity;
    this.isSettled[slot] = 0;
    return slot;
  }

  #home(node: number): number {
    return (Math.imul(node, 0x9e3779b1) >>> 15) & this.#mask;
  }

  #grow(): void {
    const old = { ...this, round: this.#round };
    const [now, capacity] = [this.#now, 2 * old.node.length];
    this.node = new Int32Array(capacity);
    this.keyM = new Float64Array(capacity);
    this.lengthM = new Float64Array(capacity);
    this.before = new Int32Array(capacity);
    this.via = new Int32Array(capacity);
    this.first = new Int32Array(capacity);
    this.isSettled = new Uint8Array(capacity);
    this.#round = new Int32Array(capacity);
    this.#mask = capacity - 1;
    this.#count = 0;
    for (let slot = 0; slot < old.node.length; slot++) {
      if (old.round[slot] === now) this.#moveIn(old, slot);
    }
  }

  #moveIn(
    old: Pick<NodeTable, 'node' | 'keyM' | 'lengthM' | 'before' | 'via' | 'first' | 'isSettled'>,
    from: number,
  ): void {
    const slot = this.add(old.node[from]);
    this.keyM[slot] = old.keyM[from];
    this.lengthM[slot] = old.lengthM[from];
    this.before[slot] = old.before[from];
    this.via[slot] = old.via[from];
    this.first[slot] = old.first[from];
    this.isSettled[slot] = old.isSettled[from];
  }
}
