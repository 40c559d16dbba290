/** Confidence at or above which a proposal is taken to be right. */
export const highConfidence = 0.9;
/** Below this a proposal is little more than a guess. */
export const mediumConfidence = 0.6;

/** A rule read it and no model, or a person has to look: little more than a guess. */
export const guessedConfidence = 0.5;

export type ConfidenceBand = 'high' | 'medium' | 'low';

/** The band of a calibrated probability; people see bands, never decimals. */
export function confidenceBand(confidence: number): ConfidenceBand {
  if (confidence >= highConfidence) return 'high';
  return confidence >= mediumConfidence ? 'medium' : 'low';
}
