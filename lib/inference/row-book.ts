/**
 * Numbers the different rows of features that a batch holds, so that the model sums each of them
 * once however often it stands there. A row is known by two 32-bit hashes of what it is made from.
 */
export class RowBook {
  /** Whether the row that `indexOf` gave last is new and still to be written. */
  isFresh = false;
  /** Rows [count × width], and room for more. Row 0 has no features. */
  rows: Int32Array;
  count = 1;
  private slots = new Int32Array(INITIAL_SLOTS);
  private keys = new Int32Array(INITIAL_SLOTS);

  constructor(readonly width: number) {
    this.rows = new Int32Array((INITIAL_SLOTS / 2) * width);
  }

  /** The number of the row with this key; a new one is empty until it is written. */
  indexOf(low: number, high: number): number {
    if (this.count * 2 >= this.slots.length) this.grow();
    const last = this.slots.length - 1;
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      const index = this.slots[slot] ?? 0;
      this.isFresh = index === 0;
      if (this.isFresh) {
        this.slots[slot] = this.count;
        this.keys[2 * this.count] = low;
        this.keys[2 * this.count + 1] = high;
        return this.count++;
      }
      if (this.keys[2 * index] === low && this.keys[2 * index + 1] === high) return index;
    }
  }

  /** The rows that were numbered, without the spare room. */
  finish(): Int32Array {
    return this.rows.subarray(0, this.count * this.width);
  }

  private grow(): void {
    const wider = new Int32Array(this.rows.length * 2);
    wider.set(this.rows);
    this.rows = wider;
    const { keys } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.keys.set(keys);
    this.slots = new Int32Array(this.slots.length * 2);
    const last = this.slots.length - 1;
    for (let index = 1; index < this.count; index++) {
      let slot = (keys[2 * index] ?? 0) & last;
      while (this.slots[slot] !== 0) slot = (slot + 1) & last;
      this.slots[slot] = index;
    }
  }
}

const INITIAL_SLOTS = 2048;
