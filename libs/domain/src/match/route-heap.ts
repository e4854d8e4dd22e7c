/** A binary heap of entries by key (whole centimetres), smallest first; repeated entries are allowed. */
export class RouteHeap {
  #keys = new Int32Array(256);
  #values = new Int32Array(256);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  /** Smallest key; only while `size` > 0. */
  get topKey(): number {
    return this.#keys[0];
  }

  push(key: number, value: number): void {
    if (this.size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const values = this.#values;
    let slot = this.size++;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[slot] = keys[parent];
      values[slot] = values[parent];
      slot = parent;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** Takes the value with the smallest key; only while `size` > 0. */
  pop(): number {
    const keys = this.#keys;
    const values = this.#values;
    const top = values[0];
    const size = --this.size;
    const key = keys[size];
    const value = values[size];
    let slot = 0;
    for (let child = 1; child < size; child = 2 * slot + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) child++;
      if (keys[child] >= key) break;
      keys[slot] = keys[child];
      values[slot] = values[child];
      slot = child;
    }
    keys[slot] = key;
    values[slot] = value;
    return top;
  }

  #grow(): void {
    const keys = new Int32Array(2 * this.#keys.length);
    const values = new Int32Array(2 * this.#values.length);
    keys.set(this.#keys);
    values.set(this.#values);
    this.#keys = keys;
    this.#values = values;
  }
}
