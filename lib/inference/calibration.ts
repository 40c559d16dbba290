import { z } from 'zod';

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

/**
 * Fits a curve by Newton's method on the likelihood, pulled a little towards the identity so that
 * a handful of outcomes cannot bend it far.
 */
export function fitCurve(outcomes: readonly Outcome[]): Curve {
  const pull = 2;
  let { slope, offset } = IDENTITY;
  for (let round = 0; round < 50; round++) {
    let gs = pull * (slope - 1);
    let go = pull * offset;
    let hss = pull;
    let hso = 0;
    let hoo = pull;
    for (const { probability, isRight } of outcomes) {
      const x = logit(probability);
      const p = sigmoid(slope * x + offset);
      const error = p - Number(isRight);
      const weight = p * (1 - p);
      gs += error * x;
      go += error;
      hss += weight * x * x;
      hso += weight * x;
      hoo += weight;
    }
    const determinant = hss * hoo - hso * hso;
    const ds = (hoo * gs - hso * go) / determinant;
    const dOffset = (hss * go - hso * gs) / determinant;
    slope = Math.max(0.05, slope - ds);
    offset -= dOffset;
    if (Math.abs(ds) + Math.abs(dOffset) < 1e-9) break;
  }
  return { slope, offset };
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
