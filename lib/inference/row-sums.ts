import { makeTensor, type Tensor } from './session';

/** An embedding table [rows × width], float32 or int8 with a scale for every row; row 0 is zero. */
export interface Table {
  readonly width: number;
  readonly values: Float32Array | Int8Array;
  readonly scales: Float32Array | null;
}

/** Numbers what is different among much that repeats. A thing is known by two 32-bit hashes. */
export class Numbering {
  /** Whether the number that `numberOf` gave last is a new one. */
  isFresh = false;
  /** Numbers given so far and one more: 0 is left for "nothing". */
  count = 1;
  private slots = new Int32Array(INITIAL_SLOTS);
  private keys = new Int32Array(INITIAL_SLOTS);

  numberOf(low: number, high: number): number {
    if (this.count * 2 >= this.slots.length) this.grow();
    const last = this.slots.length - 1;
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      const number = this.slots[slot] ?? 0;
      this.isFresh = number === 0;
      if (this.isFresh) {
        this.slots[slot] = this.count;
        this.keys[2 * this.count] = low;
        this.keys[2 * this.count + 1] = high;
        return this.count++;
      }
      if (this.keys[2 * number] === low && this.keys[2 * number + 1] === high) return number;
    }
  }

  protected forget(): void {
    this.slots.fill(0);
    this.count = 1;
  }

  private grow(): void {
    const { keys } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.keys.set(keys);
    this.slots = new Int32Array(this.slots.length * 2);
    const last = this.slots.length - 1;
    for (let number = 1; number < this.count; number++) {
      let slot = (keys[2 * number] ?? 0) & last;
      while (this.slots[slot] !== 0) slot = (slot + 1) & last;
      this.slots[slot] = number;
    }
  }
}

const INITIAL_SLOTS = 2048;

/**
 * The sums of a table's rows that the graph is fed, each worked out once: listings repeat the same
 * words in the same places, within a batch and from one to the next.
 */
export class RowSums extends Numbering {
  /** Where the features of a fresh sum are written before `add`; 0 is no feature. */
  readonly features: Int32Array;
  private sums: Float32Array;

  /** Sums of up to `features` rows; once more than `limit` are held, the next batch starts anew. */
  constructor(
    private readonly table: Table,
    features: number,
    private readonly limit: number,
  ) {
    super();
    this.features = new Int32Array(features);
    this.sums = new Float32Array(INITIAL_SUMS * table.width);
  }

  /** Forgets the sums when they have become too many; the batch before must have been answered. */
  startBatch(): void {
    if (this.count > this.limit) this.forget();
  }

  /** Works out the sum of the number that was given last from `features`, which are cleared. */
  add(): void {
    const start = (this.count - 1) * this.table.width;
    if (start + this.table.width > this.sums.length) this.widen();
    sumRows(this.sums, start, this.table, this.features);
    this.features.fill(0);
  }

  /** All sums so far [count, width], not copied. */
  tensor(): Tensor {
    const { width } = this.table;
    return makeTensor(this.sums.subarray(0, this.count * width), [this.count, width]);
  }

  private widen(): void {
    const wider = new Float32Array(this.sums.length * 2);
    wider.set(this.sums);
    this.sums = wider;
  }
}

const INITIAL_SUMS = 1024;

/**
 * Writes the sum of the rows of a table that `features` name to `sums` [start, start + width]. Four
 * rows are read at a time, column by column, so that sums are seldom written; row 0 adds nothing.
 */
export function sumRows(
  sums: Float32Array,
  start: number,
  { values, scales, width }: Table,
  features: Int32Array,
): void {
  sums.fill(0, start, start + width);
  for (let first = 0; first < features.length; first += 4) {
    const a = features[first] ?? 0;
    const b = features[first + 1] ?? 0;
    const c = features[first + 2] ?? 0;
    const d = features[first + 3] ?? 0;
    const [scaleA, scaleB] = [scaleOf(scales, a), scaleOf(scales, b)];
    const [scaleC, scaleD] = [scaleOf(scales, c), scaleOf(scales, d)];
    for (let at = 0; at < width; at++) {
      sums[start + at]! +=
        scaleA * values[a * width + at]! +
        scaleB * values[b * width + at]! +
        scaleC * values[c * width + at]! +
        scaleD * values[d * width + at]!;
    }
  }
}

function scaleOf(scales: Table['scales'], row: number): number {
  return scales === null ? 1 : (scales[row] ?? 0);
}
