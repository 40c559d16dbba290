import type { Extraction, ExtractedSpan } from '../extraction/contract';
import { READ_FIELDS, type ProductTexts } from './tokenise';

/**
 * Answers as numbers, which a thread hands over without copying: for each product and attribute its
 * confidence and trust, then spans and alternatives, each list led by its length and each span as field,
 * start, end and confidence. Surface forms are read again from the texts.
 */
export function packAnswers(
  answers: readonly (readonly Extraction[])[],
): Float64Array<ArrayBuffer> {
  const numbers: number[] = [];
  for (const extractions of answers) {
    for (const { confidence, isTrusted, spans, alternatives } of extractions) {
      numbers.push(confidence, isTrusted === undefined ? UNMEASURED : Number(isTrusted));
      packSpans(numbers, spans);
      packSpans(numbers, alternatives);
    }
  }
  return Float64Array.from(numbers);
}

const UNMEASURED = -1;

function packSpans(numbers: number[], spans: readonly ExtractedSpan[]): void {
  const grounded = spans.filter(({ evidence }) => evidence !== null);
  numbers.push(grounded.length);
  for (const { evidence, confidence } of grounded) {
    const field = READ_FIELDS.findIndex((name) => name === evidence?.field);
    numbers.push(field, evidence?.start ?? 0, evidence?.end ?? 0, confidence);
  }
}

/** Turns packed answers back, given what was asked of each product. */
export function unpackAnswers(
  packed: Float64Array,
  asked: readonly { readonly texts: ProductTexts; readonly keys: readonly string[] }[],
): Extraction[][] {
  let at = 0;
  const next = (): number => packed[at++] ?? 0;
  const spans = (texts: ProductTexts): ExtractedSpan[] =>
    Array.from({ length: next() }, () => {
      const field = READ_FIELDS[next()] ?? 'title';
      const [start, end, confidence] = [next(), next(), next()];
      const surface = texts[field].slice(start, end);
      return { surface, evidence: { field, start, end }, confidence };
    });
  return asked.map(({ texts, keys }) =>
    keys.map((attributeKey) => {
      const [confidence, trust] = [next(), next()];
      const [found, alternatives] = [spans(texts), spans(texts)];
      const trusted = trust === UNMEASURED ? {} : { isTrusted: trust === 1 };
      return { attributeKey, confidence, ...trusted, spans: found, alternatives };
    }),
  );
}
