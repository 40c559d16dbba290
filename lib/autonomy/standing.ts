import { fewestJudgements, lowerBound, type Evidence } from '../statistics/wilson';

/** Verdicts that count, in multiples of the fewest that can reach the wanted precision. */
const windowFactor = 4;

/** The newest verdicts that count: enough to allow some errors, few enough to notice a decline. */
export function windowOf(wanted: number): number {
  return windowFactor * fewestJudgements(wanted);
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
