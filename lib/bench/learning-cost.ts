/** What reviewing had cost when the model was measured. */
export interface LearningPoint {
  /** Products reviewed and corrections made so far, both rising. */
  readonly reviewed: number;
  readonly corrected: number;
  /** Micro F1, 0 to 100. */
  readonly f1: number;
}

type Cost = 'reviewed' | 'corrected';

/**
 * What it cost until the model first reached `f1`, straight between two measurements; null when it
 * never did.
 */
export function costToReach(
  curve: readonly LearningPoint[],
  f1: number,
  cost: Cost,
): number | null {
  for (const [place, point] of curve.entries()) {
    if (point.f1 < f1) continue;
    const before = curve[place - 1];
    if (before === undefined || before.f1 === point.f1) return point[cost];
    const share = (f1 - before.f1) / (point.f1 - before.f1);
    return before[cost] + share * (point[cost] - before[cost]);
  }
  return null;
}

type Costs = Readonly<Record<Cost, number>>;

export interface SameF1 {
  /** The highest F1 that both curves reached. */
  readonly f1: number;
  readonly active: Costs;
  readonly random: Costs;
}

/** What two orders of reviewing cost up to the same F1. */
export function compareAtSameF1(
  active: readonly LearningPoint[],
  random: readonly LearningPoint[],
): SameF1 {
  const best = (curve: readonly LearningPoint[]) => Math.max(0, ...curve.map((point) => point.f1));
  const f1 = Math.min(best(active), best(random));
  const costsOf = (curve: readonly LearningPoint[]): Costs => ({
    reviewed: costToReach(curve, f1, 'reviewed') ?? 0,
    corrected: costToReach(curve, f1, 'corrected') ?? 0,
  });
  return { f1, active: costsOf(active), random: costsOf(random) };
}
