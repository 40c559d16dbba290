import { combineHashes, hashText } from '../../statistics/hash';
import {
  exactKey,
  labelKey,
  patternKey,
  valuePattern,
  type OwnLabels,
} from '../../inference/gazetteer';
import {
  READ_FIELDS,
  tokenise,
  tokeniseText,
  type ProductTexts,
  type ReadField,
  type Token,
} from '../../inference/tokenise';
import type { ExtractionLine, MarkedSpan } from '../../extraction/extraction-file';

/** A place where a right value stands: tokens `[first, last]`. */
export interface GoldSpan {
  readonly first: number;
  readonly last: number;
  /** Which of the right values it is. */
  readonly value: number;
  /** Whether the value's ends are token borders. */
  readonly isAligned: boolean;
}

export interface LabelledAttribute {
  readonly name: string;
  readonly values: readonly string[];
  /** Empty when the text holds no value. */
  readonly spans: readonly GoldSpan[];
  /** Several values are all right together, rather than alternatives. */
  readonly isMultiple: boolean;
}

/** One product with its right answers laid onto its tokens. */
export interface Example {
  readonly id: string;
  readonly category: string;
  readonly texts: ProductTexts;
  readonly tokens: readonly Token[];
  readonly attributes: readonly LabelledAttribute[];
  readonly own: OwnLabels;
  /** The same for the same texts with the same right values, whatever its id. */
  readonly hash: number;
}

export function textsOf(
  line: Pick<ExtractionLine, 'title' | 'text' | 'description'>,
): ProductTexts {
  return { title: line.title, spec: line.text, description: line.description };
}

/**
 * Lays the right values onto the tokens. Values that stand nowhere in the texts cannot be learnt
 * from and are left out; an attribute none of whose values stand there is not asked.
 */
export function makeExample(
  line: ExtractionLine,
  isMultiple: (category: string, attribute: string) => boolean,
): Example {
  const texts = textsOf(line);
  const tokens = tokenise(texts);
  const attributes = Object.entries(line.attributes).flatMap(([name, given]) => {
    const values = given ?? [];
    const marked = line.spans?.[name];
    const spans =
      marked === undefined
        ? values.flatMap((value, index) => findSpans(value, index, texts, tokens))
        : marked.flatMap((span) => placeSpan(span, values, tokens));
    if (values.length > 0 && spans.length === 0) return [];
    return [{ name, values, spans, isMultiple: isMultiple(line.category, name) }];
  });
  const { id, category } = line;
  const own = ownLabels(attributes, texts, tokens);
  const values = attributes.map(({ name, values }) => [name, values.toSorted()]).toSorted();
  const hash = hashText(JSON.stringify([category, texts, values]));
  return { id, category, texts, tokens, attributes, own, hash };
}

/** The text that a span's tokens cover, which is the value itself when it is aligned. */
export function coveredText(
  span: Pick<GoldSpan, 'first' | 'last'>,
  texts: ProductTexts,
  tokens: readonly Token[],
): string {
  const head = tokens[span.first];
  const tail = tokens[span.last];
  if (head === undefined || tail === undefined) throw new RangeError('span outside the text');
  return texts[head.field].slice(head.start, tail.end);
}

function placeSpan(
  { field, start, end, surface }: MarkedSpan,
  values: readonly string[],
  tokens: readonly Token[],
): GoldSpan[] {
  const value = Math.max(0, values.indexOf(surface));
  return coverSpan(field === 'text' ? 'spec' : field, start, end, value, tokens);
}

/** The tokens that cover `[start, end)` of a field, if there are any. */
function coverSpan(
  field: ReadField,
  start: number,
  end: number,
  value: number,
  tokens: readonly Token[],
): GoldSpan[] {
  const first = tokens.findIndex((token) => token.field === field && token.end > start);
  if (first < 0) return [];
  let last = first;
  while (tokens[last + 1]?.field === field && (tokens[last + 1]?.start ?? end) < end) last++;
  const isAligned = tokens[first]?.start === start && tokens[last]?.end === end;
  return [{ first, last, value, isAligned }];
}

/** Every aligned occurrence of the value; where there is none, the first that covers it. */
function findSpans(
  value: string,
  index: number,
  texts: ProductTexts,
  tokens: readonly Token[],
): GoldSpan[] {
  const spans: GoldSpan[] = [];
  for (const field of READ_FIELDS) {
    const text = texts[field];
    for (let at = text.indexOf(value); at >= 0 && value !== ''; at = text.indexOf(value, at + 1)) {
      spans.push(...coverSpan(field, at, at + value.length, index, tokens));
    }
  }
  const aligned = spans.filter((span) => span.isAligned);
  return aligned.length > 0 ? aligned : spans.slice(0, 1);
}

function ownLabels(
  attributes: readonly LabelledAttribute[],
  texts: ProductTexts,
  tokens: readonly Token[],
): OwnLabels {
  const labels = new Set<number>();
  for (const { name, spans } of attributes) {
    for (const text of valueTexts(spans, texts, tokens)) {
      labels.add(labelKey(name, exactKey(tokeniseText(text))));
      const pattern = valuePattern(text);
      if (pattern !== null) labels.add(labelKey(name, patternKey(tokeniseText(pattern))));
    }
  }
  return { labels, attributes: new Set(attributes.map(({ name }) => name)) };
}

/** The different texts, in lower case, that the spans cover. */
export function valueTexts(
  spans: readonly GoldSpan[],
  texts: ProductTexts,
  tokens: readonly Token[],
): string[] {
  return [...new Set(spans.map((span) => coveredText(span, texts, tokens).toLowerCase()))];
}

/** Places an example in one of `parts` by its words, so that equal listings share a part. */
export function partOf(example: Example, parts: number): number {
  const words = new Set(example.tokens.map((token) => token.hash));
  const hash = [...words].sort((a, b) => a - b).reduce(combineHashes, 0);
  return (hash >>> 0) % parts;
}
