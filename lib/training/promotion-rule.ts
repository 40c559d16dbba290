import type { EvaluationReport, PromotionCheck } from './contract';

/** What a candidate must show before a person's yes is enough to promote it. */
export interface PromotionRule {
  /** Fewer decided values prove nothing. */
  readonly minimumValues: number;
  /** No attribute with so many values may lose more points of F1. */
  readonly minimumAttributeValues: number;
  readonly maximumAttributeLoss: number;
  /** The expected calibration error may not grow by more: people rely on the bands. */
  readonly maximumConfidenceLoss: number;
  /** Share of the speed of the model in production. */
  readonly minimumSpeed: number;
}

export const promotionRule: PromotionRule = {
  minimumValues: 50,
  minimumAttributeValues: 20,
  maximumAttributeLoss: 2,
  maximumConfidenceLoss: 0.05,
  minimumSpeed: 0.5,
};

/**
 * Holds an evaluation against the rule, on all past decisions that neither model was trained on.
 * "Better" means that the whole 95 % interval of the paired difference in F1 is above zero.
 */
export function checkPromotion(
  { decisions }: EvaluationReport,
  rule: PromotionRule = promotionRule,
): PromotionCheck[] {
  const { candidate, production, difference, values } = decisions;
  const [worst] = decisions.attributes
    .filter((each) => each.values >= rule.minimumAttributeValues)
    .map((each) => ({ name: each.nameKo, loss: each.production.f1 - each.candidate.f1 }))
    .sort((one, other) => other.loss - one.loss);
  const confidenceLoss = candidate.calibrationError - production.calibrationError;
  const speed =
    production.productsPerSecond === 0
      ? 1
      : candidate.productsPerSecond / production.productsPerSecond;
  const check = (
    name: PromotionCheck['name'],
    isPassed: boolean,
    found: number,
    asked: number,
    attribute: string | null = null,
  ): PromotionCheck => ({ name, isPassed, found, asked, attribute });
  return [
    check('enough', values >= rule.minimumValues, values, rule.minimumValues),
    check('better', difference.low > 0, difference.low, 0),
    check(
      'attributes',
      (worst?.loss ?? 0) <= rule.maximumAttributeLoss,
      Math.max(0, worst?.loss ?? 0),
      rule.maximumAttributeLoss,
      worst && worst.loss > 0 ? worst.name : null,
    ),
    check(
      'confidence',
      confidenceLoss <= rule.maximumConfidenceLoss,
      confidenceLoss,
      rule.maximumConfidenceLoss,
    ),
    check('speed', speed >= rule.minimumSpeed, speed, rule.minimumSpeed),
  ];
}
