import {
  Gazetteer,
  exactKey,
  patternKey,
  valuePattern,
  type GazetteerEntry,
} from '../../inference/gazetteer';
import { tokeniseText } from '../../inference/tokenise';
import { placesOf } from '../../inference/layout';
import type { ModelLabels } from '../../inference/model-config';
import { inOrder } from '../../inference/overlaps';
import { coveredText, valueTexts, type Example } from './examples';
import { attributeKey } from './learnt-book';

type Tally = { -readonly [K in keyof GazetteerEntry]: GazetteerEntry[K] };

/** Counts, over training examples, how often each text was a value and how often it stood there. */
export function buildGazetteer(examples: readonly Example[]): GazetteerEntry[] {
  const tallies = new Map<string, Tally>();
  const label = (
    category: string | null,
    attribute: string,
    text: string,
    pattern: boolean,
  ): void => {
    const key = JSON.stringify([category, attribute, text, pattern]);
    const fresh = { category, attribute, text, isPattern: pattern, labelled: 0, occurrences: 0 };
    const tally = tallies.get(key) ?? fresh;
    tally.labelled++;
    tallies.set(key, tally);
  };
  for (const { category, attributes, texts, tokens } of examples) {
    for (const { name, spans } of attributes) {
      const values = valueTexts(spans, texts, tokens);
      const patterns = new Set(values.map(valuePattern).filter((pattern) => pattern !== null));
      for (const scope of [category, null]) {
        for (const value of values) label(scope, name, value, false);
        for (const pattern of patterns) label(scope, name, pattern, true);
      }
    }
  }
  countOccurrences(examples, [...tallies.values()]);
  return [...tallies.values()];
}

function countOccurrences(examples: readonly Example[], tallies: readonly Tally[]): void {
  const byKey = new Map<number, Tally[]>();
  for (const tally of tallies) {
    const tokens = tokeniseText(tally.text);
    const key = tally.isPattern ? patternKey(tokens) : exactKey(tokens);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [tally]);
    else known.push(tally);
  }
  const gazetteer = new Gazetteer(tallies);
  for (const { category, tokens, own } of examples) {
    for (const key of gazetteer.keysIn(tokens)) {
      for (const tally of byKey.get(key) ?? []) {
        const isInScope = tally.category === null || tally.category === category;
        if (isInScope && own.attributes.has(tally.attribute)) tally.occurrences++;
      }
    }
  }
}

/** Per attribute: covered text in lower case → the value within it, where tokens are too coarse. */
export type Trims = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function buildTrims(examples: readonly Example[]): Trims {
  const counts = new Map<string, Map<string, Map<string, number>>>();
  for (const { attributes, texts, tokens } of examples) {
    for (const { name, values, spans } of attributes) {
      for (const span of spans) {
        const covered = coveredText(span, texts, tokens).toLowerCase();
        const value = values[span.value] ?? covered;
        const byText = getOrMake(counts, name, () => new Map<string, Map<string, number>>());
        const byValue = getOrMake(byText, covered, () => new Map<string, number>());
        byValue.set(value, (byValue.get(value) ?? 0) + 1);
      }
    }
  }
  const trims: Record<string, Record<string, string>> = {};
  for (const [name, byText] of counts) {
    for (const [covered, byValue] of byText) {
      const [best] = [...byValue].sort((a, b) => b[1] - a[1])[0] ?? [covered];
      if (best.toLowerCase() !== covered) (trims[name] ??= {})[covered] = best;
    }
  }
  return trims;
}

const OVERLAP_SHARE = 0.03;

/** Pairs of a category's attributes whose values share tokens more than by rare chance. */
export function buildOverlaps(examples: readonly Example[]): [string, string, string][] {
  const pairs = new Map<
    string,
    { names: [string, string, string]; both: number; shared: number }
  >();
  for (const { category, attributes } of examples) {
    const present = attributes.filter(({ spans }) => spans.length > 0);
    present.forEach((a, index) => {
      for (const b of present.slice(index + 1)) {
        const names: [string, string, string] = [category, ...inOrder(a.name, b.name)];
        const fresh = { names, both: 0, shared: 0 };
        const pair = getOrMake(pairs, JSON.stringify(names), () => fresh);
        pair.both++;
        const isShared = a.spans.some((left) =>
          b.spans.some((right) => left.first <= right.last && right.first <= left.last),
        );
        if (isShared) pair.shared++;
      }
    });
  }
  return [...pairs.values()]
    .filter(({ both, shared }) => shared > OVERLAP_SHARE * both)
    .map(({ names }) => names);
}

/**
 * Category, attribute, and in how many of the products that hold values all of them stand somewhere
 * as a whole segment, and in how many they do not.
 */
export function buildSegments(examples: readonly Example[]): SegmentCount[] {
  const counts = new Map<string, SegmentCount>();
  for (const { category, attributes, tokens } of examples) {
    const places = placesOf(tokens);
    for (const { name, spans } of attributes) {
      if (spans.length === 0) continue;
      const whole = spans.filter(({ first, last, isAligned }) => {
        const place = places[first];
        return isAligned && place?.segmentFirst === first && place.segmentLast === last;
      });
      const filling = new Set(whole.map(({ value }) => value));
      const fresh: SegmentCount = [category, name, 0, 0];
      const count = getOrMake(counts, attributeKey(category, name), () => fresh);
      count[spans.every(({ value }) => filling.has(value)) ? 2 : 3]++;
    }
  }
  return [...counts.values()];
}

export type SegmentCount = ModelLabels['segments'][number];

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
