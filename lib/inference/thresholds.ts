import * as z from 'zod';
import { lowerBound, oneSided90 } from '../statistics/wilson';

/** Precisions that a threshold can be asked for. */
export const WANTED_PRECISIONS = [0.9, 0.95, 0.98, 0.99] as const;

/** Least confidence for each wanted precision; null where too little was held out to promise it. */
const leastConfidences = z.array(z.number().nullable()).length(WANTED_PRECISIONS.length);

/** From which confidence on given values are right often enough, as held-out products showed. */
export const thresholds = z.object({
  /** Over all given values of the model. */
  model: leastConfidences,
  attributes: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      /** Values given on held-out products. */
      given: z.number().int(),
      least: leastConfidences,
    }),
  ),
});
export type Thresholds = z.infer<typeof thresholds>;

/** One value that was given on a held-out product. */
export interface GivenValue {
  readonly category: string;
  readonly name: string;
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Thresholds for every wanted precision, per attribute of each category and for the model. */
export function measureThresholds(given: readonly GivenValue[]): Thresholds {
  const groups = new Map<string, GivenValue[]>();
  for (const value of given) {
    const key = JSON.stringify([value.category, value.name]);
    const group = groups.get(key) ?? [];
    group.push(value);
    groups.set(key, group);
  }
  return {
    model: WANTED_PRECISIONS.map((precision) => leastConfidence(given, precision)),
    attributes: [...groups.values()].flatMap((group) => {
      const [head] = group;
      if (head === undefined) return [];
      const least = WANTED_PRECISIONS.map((precision) => leastConfidence(group, precision));
      return [{ category: head.category, name: head.name, given: group.length, least }];
    }),
  };
}

/**
 * The least confidence from which on the values are right with `precision`, of which the held-out
 * ones must convince: Wilson's lower bound counts, so a handful of right values promises nothing.
 */
export function leastConfidence(
  given: readonly Pick<GivenValue, 'confidence' | 'isRight'>[],
  precision: number,
): number | null {
  const sorted = [...given].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let least: number | null = null;
  sorted.forEach(({ confidence, isRight }, index) => {
    right += Number(isRight);
    // Equal confidences stand or fall together.
    if (sorted[index + 1]?.confidence === confidence) return;
    if (lowerBound({ judged: index + 1, right }, oneSided90) >= precision) least = confidence;
  });
  return least;
}

/**
 * The least confidence at which a value of an attribute counts as trusted: the attribute's own where
 * its held-out values suffice, else the model's, else the wanted precision itself, which calibrated
 * confidence promises. Null for a model that was not measured.
 */
export function thresholdOf(
  measured: Thresholds | null,
  wanted: number,
): (category: string, name: string) => number | null {
  if (measured === null) return () => null;
  const at = WANTED_PRECISIONS.findIndex((precision) => precision >= wanted);
  const place = at < 0 ? WANTED_PRECISIONS.length - 1 : at;
  const general = measured.model[place] ?? wanted;
  const own = new Map(
    measured.attributes.map(({ category, name, least }) => [
      JSON.stringify([category, name]),
      least[place],
    ]),
  );
  return (category, name) => own.get(JSON.stringify([category, name])) ?? general;
}
