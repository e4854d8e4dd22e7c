const FIRST_ENTRIES = 512;
const BUCKETS = 1024;
const NONE = -1;

/** What a search knows of a node that it has met: the places of its numbers in an entry. */
export const ENTRY = {
  node: 0,
  /** The next entry of the same bucket, -1 = none. */
  next: 1,
  /** Centimetres of the best route so far, with and without what its turns cost. */
  keyCm: 2,
  lengthCm: 3,
  /** Entry before on that route, -1 at its start; the directed segment from there; the first one of the route. */
  before: 4,
  via: 5,
  first: 6,
  /** Number of the goal that the node is, -1 = none. */
  goal: 7,
} as const;
const SIZE = 8;
/** No route is that long, centimetres. */
const UNREACHED_CM = 2 ** 31 - 1;

/**
 * The nodes that a search has met, in a table so small that it stays in the processor's cache however large the network
 * is. An entry is named by where it begins in `data`, and keeps its place; `data` itself is another array once it grew.
 */
export class NodeTable {
  data = new Int32Array(SIZE * FIRST_ENTRIES);
  readonly #bucket = new Int32Array(BUCKETS).fill(NONE);
  #end = 0;

  /** Forgets all nodes. */
  clear(): void {
    if (this.#end > SIZE * BUCKETS) this.#bucket.fill(NONE);
    else for (let at = 0; at < this.#end; at += SIZE) this.#bucket[bucketOf(this.data[at])] = NONE;
    this.#end = 0;
  }

  /** Entry of a node; -1 where the search has not met it. */
  find(node: number): number {
    const { data } = this;
    let entry = this.#bucket[bucketOf(node)];
    while (entry !== NONE && data[entry] !== node) entry = data[entry + ENTRY.next];
    return entry;
  }

  /** Entry of a node, which is entered without a route where it is new. */
  add(node: number): number {
    const known = this.find(node);
    if (known !== NONE) return known;
    if (this.#end === this.data.length) this.#grow();
    const { data } = this;
    const entry = this.#end;
    const bucket = bucketOf(node);
    this.#end += SIZE;
    data[entry] = node;
    data[entry + ENTRY.next] = this.#bucket[bucket];
    data[entry + ENTRY.keyCm] = UNREACHED_CM;
    data[entry + ENTRY.goal] = NONE;
    this.#bucket[bucket] = entry;
    return entry;
  }

  /** Makes an entry the start of all routes. */
  start(entry: number): void {
    const { data } = this;
    data[entry + ENTRY.keyCm] = 0;
    data[entry + ENTRY.lengthCm] = 0;
    data[entry + ENTRY.before] = NONE;
    data[entry + ENTRY.via] = NONE;
    data[entry + ENTRY.first] = NONE;
  }

  #grow(): void {
    const grown = new Int32Array(2 * this.data.length);
    grown.set(this.data);
    this.data = grown;
  }
}

const bucketOf = (node: number): number => (Math.imul(node, 0x9e3779b1) >>> 15) & (BUCKETS - 1);
