/** z of a two-sided 95 % interval. */
export const twoSided95 = 1.96;
/** z of a one-sided bound that holds nine times in ten. */
export const oneSided90 = 1.2816;

/** How often something was judged, and how often it was right. */
export interface Evidence {
  readonly judged: number;
  readonly right: number;
}

/**
 * Lower end of Wilson's interval of a share, which holds for few and for extreme counts; 0 without
 * any. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
 */
export function lowerBound({ judged, right }: Evidence, z = twoSided95): number {
  if (judged === 0) return 0;
  const share = right / judged;
  const square = z * z;
  const centre = share + square / (2 * judged);
  const spread = z * Math.sqrt((share * (1 - share) + square / (4 * judged)) / judged);
  // Rounding must not lift a bound of nothing right above 0.
  return Math.max(0, (centre - spread) / (1 + square / judged));
}

/** Upper end of the same interval; 1 without any. */
export function upperBound({ judged, right }: Evidence, z = twoSided95): number {
  return 1 - lowerBound({ judged, right: judged - right }, z);
}

/** The fewest judgements, all right, whose lower bound reaches `wanted`, in (0, 1). */
export function fewestJudgements(wanted: number, z = twoSided95): number {
  return Math.ceil((z * z * wanted) / (1 - wanted));
}
