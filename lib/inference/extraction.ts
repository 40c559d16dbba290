import type { Extraction, ExtractedSpan } from '../extraction/contract';
import { applyCurve, type Calibration, type Curve } from './calibration';
import type { Answer, Candidate } from './decode';

/** Turns the model's answer into an extraction with calibrated confidence. */
export function toExtraction(
  attributeKey: string,
  isMultiple: boolean,
  answer: Answer,
  calibration: Calibration,
  leastTrusted: number | null,
): Extraction {
  const curve = isMultiple ? calibration.span : calibration.single;
  const confidence = applyCurve(answer.probability, answerCurve(isMultiple, answer, calibration));
  return {
    attributeKey,
    spans: answer.spans.map((span) => toSpan(span, curve)),
    confidence,
    ...(leastTrusted === null ? {} : { isTrusted: confidence >= leastTrusted }),
    alternatives: answer.alternatives.map((span) => toSpan(span, curve)),
  };
}

/** Which curve calibrates the whole answer. */
export function answerCurve(isMultiple: boolean, answer: Answer, calibration: Calibration): Curve {
  if (answer.spans.length === 0) return calibration.absent;
  return isMultiple ? calibration.several : calibration.single;
}

function toSpan(
  { field, start, end, surface, probability }: Candidate,
  curve: Curve,
): ExtractedSpan {
  const evidence = { field, start, end };
  return { surface, evidence, confidence: applyCurve(probability, curve) };
}
