/** Adam's settings and the schedule of its step size. */
export interface OptimiserOptions {
  readonly learningRate: number;
  readonly totalSteps: number;
  /** Share of the steps in which the learning rate climbs from zero. */
  readonly warmup: number;
  /** Pull of matrices towards zero, per unit of learning rate. */
  readonly weightDecay: number;
  /** Longest norm of the dense gradients together; longer ones are scaled down. */
  readonly maximumNorm: number;
}

export interface Weights {
  readonly data: Float32Array;
  readonly shape: readonly number[];
  readonly isTable: boolean;
}

/** First and second moments of one tensor's gradients. */
export interface Moments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

const MEAN_DECAY = 0.9;
const VARIANCE_DECAY = 0.98;
const EPSILON = 1e-8;
const FINAL_RATE = 0.02;

/** Linear climb, then linear fall to a fiftieth. `step` counts from 1. */
export function learningRateAt(step: number, options: OptimiserOptions): number {
  const { learningRate, totalSteps, warmup } = options;
  const climb = Math.min(1, step / Math.max(1, warmup * totalSteps));
  return learningRate * climb * Math.max(FINAL_RATE, 1 - (step - 1) / totalSteps);
}

/** Scales the gradients in place so that their common norm is at most `maximum`; returns the norm. */
export function clipGradients(gradients: readonly Float32Array[], maximum: number): number {
  let squares = 0;
  for (const gradient of gradients) {
    for (const value of gradient) squares += value * value;
  }
  const norm = Math.sqrt(squares);
  if (norm > maximum) {
    for (const gradient of gradients) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * (maximum / norm);
    }
  }
  return norm;
}

/** Adam with decoupled weight decay, in place; embedding tables are updated only where read. */
export class Adam {
  readonly moments = new Map<string, Moments>();
  private readonly gathered = new GatheredRows();

  constructor(
    private readonly options: OptimiserOptions,
    public step = 0,
  ) {}

  momentsOf(name: string, weights: Weights): Moments {
    const known = this.moments.get(name);
    if (known !== undefined) return known;
    const { length } = weights.data;
    const moments = { mean: new Float32Array(length), variance: new Float32Array(length) };
    this.moments.set(name, moments);
    return moments;
  }

  /** One step for a dense tensor; `gradient` has the tensor's shape. */
  updateDense(name: string, weights: Weights, gradient: Float32Array): void {
    const { data } = weights;
    const { mean, variance } = this.momentsOf(name, weights);
    const { rate, meanScale, varianceScale } = this.rates();
    const keep = weights.shape.length > 1 ? 1 - rate * this.options.weightDecay : 1;
    for (let i = 0; i < data.length; i++) {
      const slope = gradient[i]!;
      const m = MEAN_DECAY * mean[i]! + (1 - MEAN_DECAY) * slope;
      const v = VARIANCE_DECAY * variance[i]! + (1 - VARIANCE_DECAY) * slope * slope;
      mean[i] = m;
      variance[i] = v;
      data[i] = data[i]! * keep - (rate * m * meanScale) / (Math.sqrt(v * varianceScale) + EPSILON);
    }
  }

  /**
   * One step for the rows of a table that were read. `rows` [bags × features] are the rows each bag
   * summed, 0 for none; `gradient` [bags, width] is the gradient of the sums.
   */
  updateTable(name: string, weights: Weights, rows: Int32Array, gradient: Float32Array): void {
    const width = weights.shape[1] ?? 1;
    const { data } = weights;
    const { mean, variance } = this.momentsOf(name, weights);
    const { rate, meanScale, varianceScale } = this.rates();
    const { touched, sums } = this.gathered.collect(rows, gradient, width, weights.shape[0] ?? 0);
    touched.forEach((row, slot) => {
      const [to, from] = [row * width, slot * width];
      for (let i = 0; i < width; i++) {
        const slope = sums[from + i]!;
        const m = MEAN_DECAY * mean[to + i]! + (1 - MEAN_DECAY) * slope;
        const v = VARIANCE_DECAY * variance[to + i]! + (1 - VARIANCE_DECAY) * slope * slope;
        mean[to + i] = m;
        variance[to + i] = v;
        const change = (rate * m * meanScale) / (Math.sqrt(v * varianceScale) + EPSILON);
        data[to + i] = data[to + i]! - change;
      }
    });
  }

  private rates(): { rate: number; meanScale: number; varianceScale: number } {
    return {
      rate: learningRateAt(this.step, this.options),
      meanScale: 1 / (1 - MEAN_DECAY ** this.step),
      varianceScale: 1 / (1 - VARIANCE_DECAY ** this.step),
    };
  }
}

/** Adds up, per table row, the gradients of all bags that read it. Buffers are kept between steps. */
class GatheredRows {
  private slots = new Int32Array(0);
  private sums = new Float32Array(0);

  collect(
    rows: Int32Array,
    gradient: Float32Array,
    width: number,
    tableRows: number,
  ): { touched: readonly number[]; sums: Float32Array } {
    if (this.slots.length < tableRows) this.slots = new Int32Array(tableRows);
    const { slots } = this;
    const touched: number[] = [];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      if (row === 0 || slots[row] !== 0) continue;
      touched.push(row);
      slots[row] = touched.length;
    }
    const needed = touched.length * width;
    if (this.sums.length < needed) this.sums = new Float32Array(needed + (needed >> 2));
    else this.sums.fill(0, 0, needed);
    const { sums } = this;
    const bags = gradient.length / width;
    const features = rows.length / bags;
    for (let bag = 0; bag < bags; bag++) {
      const from = bag * width;
      for (let feature = 0; feature < features; feature++) {
        const row = rows[bag * features + feature]!;
        if (row === 0) continue;
        const to = (slots[row]! - 1) * width;
        for (let i = 0; i < width; i++) sums[to + i] = sums[to + i]! + gradient[from + i]!;
      }
    }
    for (const row of touched) slots[row] = 0;
    return { touched, sums };
  }
}
