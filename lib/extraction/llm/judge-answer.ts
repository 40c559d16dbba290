import type { AttributeDefinition } from '../../values/contract';
import type { ExtractedSpan, Extraction } from '../contract';
import type { GroundSurface } from './ground-answer';
import type { AnsweredSurface } from './read-answer';
import { findLiteral, type ReadProbability } from './token-probability';

/**
 * What an answer is worth where the endpoint tells no probabilities. Nothing measured stands behind
 * these, so that none reaches the band "high": a person looks at every value.
 */
const unmeasured = {
  /** The text has the surface form as answered. */
  sure: 0.8,
  /** The text spells it in another way, or names another attribute beside it. */
  doubtful: 0.65,
  /** It stands nowhere in the text. */
  inferred: 0.3,
  absent: 0.7,
} as const;

/**
 * What the probability of an answer's tokens is multiplied by: models are surer than they are right,
 * and the tokens say nothing of where a value stands.
 */
const measuredShare = { sure: 0.95, doubtful: 0.8, inferred: 0.4, absent: 0.9 } as const;

/** The model passed the attribute over, or the rest of the text was not shown to it. */
const unanswered = 0.3;
/** Several answers where one was asked for. */
const rivalShare = 0.7;

type Grade = keyof typeof unmeasured;

export interface Answer {
  /** The JSON that the model wrote. */
  readonly content: string;
  readonly probability: ReadProbability | null;
  readonly ground: GroundSurface;
  /** True when a part of the texts was left out of the question. */
  readonly isCut: boolean;
}

/**
 * One attribute's answer as an extraction: each surface form as it stands in the text with its
 * evidence, or as the model wrote it with none. `answered` is undefined when the model passed the
 * attribute over.
 */
export function judgeAnswer(
  attribute: AttributeDefinition,
  answered: readonly AnsweredSurface[] | undefined,
  answer: Answer,
): Extraction {
  const attributeKey = attribute.key;
  if (answered === undefined || answered.length === 0)
    return {
      attributeKey,
      spans: [],
      confidence: answered === undefined ? unanswered : judgeAbsence(attribute, answer),
      alternatives: [],
    };
  const found = distinctSpans(answered.map((each) => judgeSurface(each, attribute, answer)));
  if (attribute.isMultiple) {
    const confidence = found.reduce((product, span) => product * span.confidence, 1);
    return { attributeKey, spans: found, confidence, alternatives: [] };
  }
  const [first, ...rivals] = found;
  const share = rivals.length > 0 ? rivalShare : 1;
  const spans = first === undefined ? [] : [{ ...first, confidence: first.confidence * share }];
  const confidence = spans[0]?.confidence ?? unanswered;
  return { attributeKey, spans, confidence, alternatives: rivals };
}

function judgeAbsence(attribute: AttributeDefinition, answer: Answer): number {
  const literal = attribute.isMultiple ? '[]' : 'null';
  const confidence = grade('absent', readProbability(attribute, literal, answer));
  return answer.isCut ? Math.min(unanswered, confidence) : confidence;
}

function judgeSurface(
  { surface, literal }: AnsweredSurface,
  attribute: AttributeDefinition,
  answer: Answer,
): ExtractedSpan {
  const probability = readProbability(attribute, literal, answer);
  const found = answer.ground(surface, attribute);
  if (found === null)
    return { surface, evidence: null, confidence: grade('inferred', probability) };
  return {
    surface: found.surface,
    evidence: found.evidence,
    confidence: grade(found.isSure ? 'sure' : 'doubtful', probability),
  };
}

function readProbability(
  { key }: AttributeDefinition,
  literal: string,
  { content, probability }: Answer,
): number | null {
  const place = probability === null ? null : findLiteral(content, key, literal);
  return place === null || probability === null ? null : probability(place.start, place.end);
}

const grade = (grade: Grade, probability: number | null): number =>
  probability === null ? unmeasured[grade] : probability * measuredShare[grade];

/** Two answers that stand at one place are one. */
function distinctSpans(spans: readonly ExtractedSpan[]): readonly ExtractedSpan[] {
  const kept: ExtractedSpan[] = [];
  for (const span of spans) {
    const isKnown = kept.some(({ surface, evidence }) =>
      evidence === null || span.evidence === null
        ? surface === span.surface
        : evidence.field === span.evidence.field && evidence.start === span.evidence.start,
    );
    if (!isKnown) kept.push(span);
  }
  return kept;
}
