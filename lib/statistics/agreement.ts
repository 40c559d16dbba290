/** What each rater answered on one unit; null where a rater gave none. Raters keep their place. */
export type RatedUnit = readonly (string | null)[];

/** Agreement of two people on the units that both rated. */
export interface PairAgreement {
  readonly units: number;
  /** Share of units with the same answer, in [0, 1]; null without a unit. */
  readonly raw: number | null;
  /** Cohen's kappa (Cohen 1960), at most 1; null where chance alone explains everything. */
  readonly kappa: number | null;
}

/** Raw agreement and Cohen's kappa of the first two raters of every unit. */
export function agreementOfPair(units: readonly RatedUnit[]): PairAgreement {
  const pairs = units.flatMap(([one = null, other = null]) =>
    one === null || other === null ? [] : [[one, other] as const],
  );
  if (pairs.length === 0) return { units: 0, raw: null, kappa: null };
  const raw = pairs.filter(([one, other]) => one === other).length / pairs.length;
  const ones = countAnswers(pairs.map(([one]) => one));
  const others = countAnswers(pairs.map(([, other]) => other));
  let byChance = 0;
  for (const [answer, count] of ones) {
    byChance += (count / pairs.length) * ((others.get(answer) ?? 0) / pairs.length);
  }
  return { units: pairs.length, raw, kappa: beyondChance(raw, byChance) };
}

/**
 * Krippendorff's alpha for nominal answers (Krippendorff 2011): any number of raters, answers may be
 * missing; units with fewer than two answers say nothing. Null where nothing can differ.
 */
export function krippendorffAlpha(units: readonly RatedUnit[]): number | null {
  const pairable = units.map(present).filter(({ length }) => length >= 2);
  const answers = pairable.flat();
  const total = answers.length;
  if (total < 2) return null;
  let observed = 0;
  for (const unit of pairable) observed += (1 - sharePairsAlike(unit)) * unit.length;
  let alike = 0;
  for (const count of countAnswers(answers).values()) alike += count * (count - 1);
  const expected = 1 - alike / (total * (total - 1));
  return expected === 0 ? null : 1 - observed / total / expected;
}

/** Share of pairs of answers on all units that are the same; null without a pair. */
export function rawAgreement(units: readonly RatedUnit[]): number | null {
  const pairable = units.map(present).filter(({ length }) => length >= 2);
  return pairable.length === 0 ? null : mean(pairable.map(sharePairsAlike));
}

function present(unit: RatedUnit): string[] {
  return unit.filter((answer) => answer !== null);
}

/** Of one unit with at least two answers. */
function sharePairsAlike(answers: readonly string[]): number {
  let alike = 0;
  for (const count of countAnswers(answers).values()) alike += count * (count - 1);
  return alike / (answers.length * (answers.length - 1));
}

function countAnswers(answers: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}

function beyondChance(observed: number, byChance: number): number | null {
  return byChance === 1 ? null : (observed - byChance) / (1 - byChance);
}

function mean(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
