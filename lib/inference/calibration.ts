import * as z from 'zod';

/** Confidence = σ(slope · logit(probability) + offset), fitted on held-out answers. */
export const curve = z.object({ slope: z.number(), offset: z.number() });
export type Curve = z.infer<typeof curve>;

/** One curve for each kind of statement that carries a confidence. */
export const calibration = z.object({
  /** "The value is this" of attributes with one value. */
  single: curve,
  /** "The text does not say." */
  absent: curve,
  /** One span among several. */
  span: curve,
  /** The whole answer of attributes with several values. */
  several: curve,
});
export type Calibration = z.infer<typeof calibration>;

export const IDENTITY: Curve = { slope: 1, offset: 0 };
export const UNCALIBRATED: Calibration = {
  single: IDENTITY,
  absent: IDENTITY,
  span: IDENTITY,
  several: IDENTITY,
};

const LEAST = 1e-6;

export function applyCurve(probability: number, { slope, offset }: Curve): number {
  return sigmoid(slope * logit(probability) + offset);
}

export interface Outcome {
  readonly probability: number;
  readonly isRight: boolean;
}

/** How strongly a curve is pulled to its prior: a handful of outcomes cannot bend it far. */
const PULL = 2;
const ROUNDS = 50;

/** Fits a curve by Newton's method with halved steps, on the likelihood and a pull to `prior`. */
export function fitCurve(outcomes: readonly Outcome[], prior: Curve = IDENTITY): Curve {
  let best = prior;
  let cost = costOf(best, outcomes, prior);
  for (let round = 0; round < ROUNDS; round++) {
    const change = newtonChange(best, outcomes, prior);
    let next = best;
    let nextCost = Infinity;
    for (let share = 1; share > 1e-4 && nextCost >= cost; share /= 2) {
      next = {
        slope: Math.max(LEAST_SLOPE, best.slope - share * change.slope),
        offset: best.offset - share * change.offset,
      };
      nextCost = costOf(next, outcomes, prior);
    }
    if (nextCost >= cost - 1e-9) break;
    best = next;
    cost = nextCost;
  }
  return best;
}

const LEAST_SLOPE = 0.05;

function costOf({ slope, offset }: Curve, outcomes: readonly Outcome[], prior: Curve): number {
  const pull = (PULL / 2) * ((slope - prior.slope) ** 2 + (offset - prior.offset) ** 2);
  return outcomes.reduce((sum, { probability, isRight }) => {
    const x = slope * logit(probability) + offset;
    return sum + Math.log1p(Math.exp(-Math.abs(x))) + Math.max(0, isRight ? -x : x);
  }, pull);
}

function newtonChange({ slope, offset }: Curve, outcomes: readonly Outcome[], prior: Curve): Curve {
  let gradientSlope = PULL * (slope - prior.slope);
  let gradientOffset = PULL * (offset - prior.offset);
  let slopes = PULL;
  let mixed = 0;
  let offsets = PULL;
  for (const { probability, isRight } of outcomes) {
    const x = logit(probability);
    const p = sigmoid(slope * x + offset);
    const error = p - Number(isRight);
    const weight = p * (1 - p);
    gradientSlope += error * x;
    gradientOffset += error;
    slopes += weight * x * x;
    mixed += weight * x;
    offsets += weight;
  }
  const determinant = slopes * offsets - mixed * mixed;
  return {
    slope: (offsets * gradientSlope - mixed * gradientOffset) / determinant,
    offset: (slopes * gradientOffset - mixed * gradientSlope) / determinant,
  };
}

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence and share right within the bin, in [0, 1]. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Outcomes in ten bins of confidence, empty bins left out, and the expected calibration error. */
export function measureReliability(outcomes: readonly Outcome[]): {
  readonly bins: readonly ReliabilityBin[];
  readonly expectedError: number;
} {
  const bins = Array.from({ length: 10 }, (_, index) => {
    const inside = outcomes.filter(
      ({ probability }) => Math.min(9, Math.floor(probability * 10)) === index,
    );
    const count = inside.length;
    const confidence = inside.reduce((sum, { probability }) => sum + probability, 0) / count;
    const accuracy = inside.filter(({ isRight }) => isRight).length / count;
    return { from: index / 10, to: (index + 1) / 10, count, confidence, accuracy };
  }).filter(({ count }) => count > 0);
  const expectedError = bins.reduce(
    (sum, bin) => sum + (bin.count / outcomes.length) * Math.abs(bin.confidence - bin.accuracy),
    0,
  );
  return { bins, expectedError };
}

function logit(probability: number): number {
  const clipped = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(clipped / (1 - clipped));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
