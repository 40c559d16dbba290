import { listingFields, type DatasetProduct, type ListingField, type ValueSpan } from '../record';
import { textFormat } from './format';

interface TaggedSpan extends ValueSpan {
  readonly key: string;
}

const tokenShape = /[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * CoNLL BIO: one token and its tag a line, a tab between them; a text of the listing is one sentence
 * under `# id` and `# field` lines. Tags are attribute keys. Where spans overlap the longer one
 * stands. A span that cuts a token takes the whole token.
 */
export const conll = textFormat({
  extension: 'conll',
  mediaType: 'text/plain',
  description: 'token <tab> B-key | I-key | O; a blank line ends a text of the listing',
  examplesOf(product) {
    const spans = chooseSpans(product);
    return listingFields.flatMap((field) => {
      const inField = spans.filter((span) => span.field === field);
      return product[field].trim() === '' ? [] : [toSentence(product, field, inField)];
    });
  },
});

function chooseSpans({ decisions }: DatasetProduct): TaggedSpan[] {
  const all = decisions.flatMap(({ attribute: { key }, values }) =>
    values.flatMap(({ span }) => (span ? [{ ...span, key }] : [])),
  );
  const chosen: TaggedSpan[] = [];
  const byLength = all.toSorted((one, other) => other.end - other.start - (one.end - one.start));
  for (const span of byLength) {
    const isFree = chosen.every(
      (other) => other.field !== span.field || other.end <= span.start || span.end <= other.start,
    );
    if (isFree) chosen.push(span);
  }
  return chosen;
}

function toSentence(
  product: DatasetProduct,
  field: ListingField,
  spans: readonly TaggedSpan[],
): string {
  let last: TaggedSpan | undefined;
  const lines = [...product[field].matchAll(tokenShape)].map((match) => {
    const [token] = match;
    const end = match.index + token.length;
    const span = spans.find((each) => each.start < end && match.index < each.end);
    const tag = span ? `${span === last ? 'I' : 'B'}-${span.key}` : 'O';
    last = span;
    return `${token}\t${tag}\n`;
  });
  return `# id = ${product.id}\n# field = ${field}\n${lines.join('')}\n`;
}
