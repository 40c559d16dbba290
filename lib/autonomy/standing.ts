/** Of a two-sided 95 % interval. */
const z = 1.96;

/** Verdicts that count, in multiples of the fewest that can reach the wanted precision. */
const windowFactor = 4;

/** Verdicts by which a model is measured on an attribute. */
export interface Evidence {
  readonly judged: number;
  readonly right: number;
}

/**
 * Lower end of Wilson's 95 % interval of a share, which holds for few and for extreme counts; 0
 * without any. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
 */
export function lowerBound({ judged, right }: Evidence): number {
  if (judged === 0) return 0;
  const share = right / judged;
  const square = z * z;
  const centre = share + square / (2 * judged);
  const spread = z * Math.sqrt((share * (1 - share) + square / (4 * judged)) / judged);
  // Rounding must not lift a bound of nothing right above 0.
  return Math.max(0, (centre - spread) / (1 + square / judged));
}

/** Upper end of the same interval; 1 without any. */
export function upperBound({ judged, right }: Evidence): number {
  return 1 - lowerBound({ judged, right: judged - right });
}

/** The fewest verdicts, all right, whose bound reaches `wanted`, in (0, 1). */
export function fewestVerdicts(wanted: number): number {
  return Math.ceil((z * z * wanted) / (1 - wanted));
}

/** The newest verdicts that count: enough to allow some errors, few enough to notice a decline. */
export function windowOf(wanted: number): number {
  return windowFactor * fewestVerdicts(wanted);
}

/** How many right verdicts in a row would lift the bound to `wanted`. */
export function missingVerdicts({ judged, right }: Evidence, wanted: number): number {
  const reaches = (more: number) =>
    lowerBound({ judged: judged + more, right: right + more }) >= wanted;
  let low = 0;
  let high = windowOf(wanted);
  while (!reaches(high)) high *= 2;
  // The bound grows with every right one: halve the range until one number is left.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export type StandingState = 'shadow' | 'auto' | 'demoted';

/** What becomes of a standing by its evidence alone; out of `demoted` only an admin leads. */
export function nextState(state: StandingState, evidence: Evidence, wanted: number): StandingState {
  const isTrusted = lowerBound(evidence) >= wanted;
  switch (state) {
    case 'shadow':
      return isTrusted ? 'auto' : 'shadow';
    case 'auto':
      return isTrusted ? 'auto' : 'demoted';
    case 'demoted':
      return 'demoted';
  }
}
