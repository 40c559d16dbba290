import { makeCategoryKey } from './category-key';
import {
  attributeDefinition,
  type AttributeDefinition,
  type AttributeType,
} from '../values/contract';
import { clusterWords, type WordUse } from './cluster-words';
import { normaliseSurface } from '../values/normalise';
import { readQuantities } from '../values/numbers';
import { nameQuantity } from './quantity-names';
import type { DraftAttribute } from './schema-contract';
import { splitSpec, type SpecSegment } from './spec-segments';
import { foldForms, spellingKey } from '../values/text-forms';
import { findUnits, roundNoise } from '../values/units';

/** One appearance of what may be an attribute. */
export interface Occurrence {
  readonly listing: number;
  readonly surface: string;
}

/** Segments that look like values of one attribute. */
export interface SegmentGroup {
  readonly kind: 'named' | 'quantity' | 'list' | 'marker' | 'tick';
  readonly nameKo: string;
  readonly nameEn: string;
  readonly unit: string | null;
  readonly occurrences: readonly Occurrence[];
}

/** Rarer segments are noise of single listings. */
const leastShare = 0.01;
const leastListings = 3;
/** A number that never changes is part of a word ("4K UHD"). */
const leastAmounts = 3;
/** What every listing says ("모니터") tells no product from another. */
const constantShare = 0.95;
const longestList = 60;
const shownExamples = 5;

interface Placed extends SpecSegment {
  readonly listing: number;
}

/**
 * Groups the segments of a category's spec texts into what may be its attributes: `name: value`
 * pairs, amounts by unit and order, lists of words that exclude each other, markers with several
 * values, and ticks.
 */
export function groupSegments(specs: readonly string[]): SegmentGroup[] {
  const segments = specs.flatMap((spec, listing) =>
    splitSpec(spec).map((segment): Placed => ({ ...segment, listing })),
  );
  const least = Math.max(leastListings, Math.ceil(specs.length * leastShare));
  const isFrequent = ({ occurrences }: SegmentGroup) => countListings(occurrences) >= least;
  const quantities = groupQuantities(segments.filter(({ name }) => name === null));
  const taken = new Set(quantities.flatMap(({ members }) => members));
  return [
    ...groupNamed(segments),
    ...quantities.map(({ group }) => group),
    ...groupWords(
      segments.filter((segment) => segment.name === null && !taken.has(segment)),
      specs.length,
      least,
    ),
  ].filter(isFrequent);
}

const countListings = (occurrences: readonly Occurrence[]) =>
  new Set(occurrences.map(({ listing }) => listing)).size;

const occurrenceOf = ({ listing, text }: Placed): Occurrence => ({ listing, surface: text });

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function groupNamed(segments: readonly Placed[]): SegmentGroup[] {
  const named = segments.filter(({ name }) => name !== null);
  return [...groupBy(named, ({ name }) => spellingKey(name ?? '')).values()].map((members) => {
    const name = mostFrequent(members.map((member) => member.name ?? ''));
    const occurrences = members.map(occurrenceOf);
    return {
      kind: 'named',
      nameKo: name,
      nameEn: name,
      unit: unitOfMost(occurrences.map(({ surface }) => surface)),
      occurrences,
    };
  });
}

interface QuantityGroup {
  readonly group: SegmentGroup;
  readonly members: readonly Placed[];
}

/** Amounts with the same words around them and the same units are one attribute, in their order. */
function groupQuantities(segments: readonly Placed[]): QuantityGroup[] {
  const seen = new Map<string, number>();
  const shapes = new Map<string, Shape | null>();
  const shaped = segments.flatMap((segment) => {
    let shape = shapes.get(segment.text);
    if (shape === undefined) {
      shape = shapeOf(segment.text);
      shapes.set(segment.text, shape);
    }
    if (shape === null) return [];
    // "32GB / 1TB": the second amount of a listing is another attribute than the first.
    const sort = `${segment.group}|${shape.key}`;
    const order = seen.get(`${segment.listing}|${sort}`) ?? 0;
    seen.set(`${segment.listing}|${sort}`, order + 1);
    return [{ segment, shape, sort: `${sort}|${order}` }];
  });
  return [...groupBy(shaped, ({ sort }) => sort).values()].flatMap((members) => {
    const amounts = new Set(members.map(({ shape }) => shape.amount));
    const [first] = members;
    if (!first || amounts.size < leastAmounts) return [];
    const { group: marker } = first.segment;
    const surfaces = members.map(({ segment }) => segment.text);
    const unit = unitOfMost(surfaces);
    const { nameKo, nameEn } = nameQuantity(unit, first.shape.words, marker);
    const placed = members.map(({ segment }) => segment);
    return [
      {
        group: { kind: 'quantity', nameKo, nameEn, unit, occurrences: placed.map(occurrenceOf) },
        members: placed,
      },
    ];
  });
}

interface Shape {
  /** Words and dimensions, whatever the amounts and their order ("68cm(27인치)" = "27인치(68cm)"). */
  readonly key: string;
  readonly words: string;
  readonly amount: number;
}

const numbers = /\d[\d.,]*/gu;

/** Null for a text that is not an amount of something with a unit, or a ratio such as 3,000:1. */
function shapeOf(text: string): Shape | null {
  const folded = foldForms(text);
  const quantities = readQuantities(folded);
  const [first] = quantities;
  const amount = first?.amounts[0];
  if (!first || amount === undefined) return null;
  const isRatio = !/\p{L}/u.test(folded) && /^\d[\d,.]*\s*:\s*1$/.test(folded);
  if (isRatio) return { key: 'ratio', words: '', amount };
  const dimensions = quantities.flatMap(({ units }) => units[0]?.dimension ?? []);
  if (dimensions.length === 0 || quantities.some(({ unknownUnit }) => unknownUnit !== null)) {
    return null;
  }
  const [dimension, ...otherDimensions] = new Set(dimensions);
  const words = wordsAround(folded);
  // Latin letters beside it, or many, or another dimension: a model name or a sentence.
  const isName = /\p{Script=Latin}/u.test(words) || words.length > 12 || otherDimensions.length > 0;
  return isName || first.units.length === 0
    ? null
    : { key: `${words}|${dimension}`, words, amount };
}

/** What stands beside the amounts and their units; notes in brackets do not count. */
function wordsAround(folded: string): string {
  return folded
    .replace(/\([^)]*\)/g, ' ')
    .replace(/(\d[\d.,]*)\s?(\p{L}+|[%°"″]\p{L}?)/gu, (whole, _amount: string, word: string) =>
      findUnits(word).length > 0 ? ' ' : whole,
    )
    .replace(numbers, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function groupWords(segments: readonly Placed[], listings: number, least: number): SegmentGroup[] {
  return [...groupBy(segments, ({ group }) => group)].flatMap(([marker, members]) => {
    const words = [...groupBy(members, ({ text }) => spellingKey(text)).values()]
      .map((uses): WordUse => ({
        uses,
        listings: new Set(uses.map(({ listing }) => listing)),
        place: uses.reduce((sum, { place }) => sum + place, 0) / uses.length,
      }))
      .filter((word) => word.listings.size >= Math.max(leastListings, least / 4));
    const { lists, ticks } = clusterWords(words, listings);
    const usesOf = (of: readonly WordUse[]): Occurrence[] =>
      of.flatMap(({ uses }) => uses.map((use) => ({ listing: use.listing, surface: use.text })));
    if (marker !== '' && words.length > 1 && !areFields([...lists, ...ticks.map((tick) => [tick])]))
      return [wordGroup('marker', marker, usesOf(words))];
    return [
      ...lists.map((list, order) => {
        const name = marker === '' ? '' : lists.length > 1 ? `${marker} ${order + 1}` : marker;
        return wordGroup('list', name || joinNames(list), usesOf(list));
      }),
      ...(marker !== '' && ticks.length > 1
        ? [wordGroup('marker', lists.length > 0 ? `${marker} 기타` : marker, usesOf(ticks))]
        : ticks
            .filter((tick) => tick.listings.size < listings * constantShare)
            .map((tick) => wordGroup('tick', mostFrequent(textsOf(tick)), usesOf([tick])))),
    ];
  });
}

/** Fields stand in nearly every listing under a marker; the members of a set ("단자") in some. */
const fieldShare = 0.8;

function areFields(lists: readonly (readonly WordUse[])[]): boolean {
  const counts = lists.map((list) => new Set(list.flatMap(({ listings }) => [...listings])).size);
  const most = Math.max(...counts);
  const sum = counts.reduce((total, count) => total + count, 0);
  const weighted = counts.reduce((total, count) => total + count * (count / most), 0);
  return weighted >= sum * fieldShare;
}

const textsOf = ({ uses }: WordUse) => uses.map(({ text }) => text);

/** A list without a name is called by its two most frequent values until a lead names it. */
function joinNames(list: readonly WordUse[]): string {
  return list
    .slice(0, 2)
    .map((word) => mostFrequent(textsOf(word)))
    .join(' · ');
}

const wordGroup = (
  kind: SegmentGroup['kind'],
  name: string,
  occurrences: Occurrence[],
): SegmentGroup => ({ kind, nameKo: name, nameEn: name, unit: null, occurrences });

function countTexts(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}

const mostFrequent = (texts: readonly string[]): string => countTexts(texts)[0]?.[0] ?? '';

/**
 * The unit that at least half of the surfaces state; of two beside each other ("68.6cm(27인치)") the
 * one with fewer different amounts, in which people think. Null when none is.
 */
function unitOfMost(surfaces: readonly string[]): string | null {
  const found = new Map<string, { count: number; readonly amounts: Set<number> }>();
  for (const [surface, count] of countTexts(surfaces)) {
    for (const { kind, units, amounts } of readQuantities(surface)) {
      const [symbol, amount] = [units[0]?.symbol, amounts[0]];
      if (kind !== 'single' || symbol === undefined || amount === undefined) continue;
      const known = found.get(symbol) ?? { count: 0, amounts: new Set<number>() };
      known.amounts.add(amount);
      found.set(symbol, { count: known.count + count, amounts: known.amounts });
    }
  }
  const [best] = [...found]
    .filter(([, { count }]) => count * 2 >= surfaces.length)
    .toSorted(([, a], [, b]) => a.amounts.size - b.amounts.size);
  return best?.[0] ?? null;
}

/** Attributes that a category's spec texts suggest, the most stated first; for a lead to edit. */
export function draftSchema(specs: readonly string[]): DraftAttribute[] {
  const taken = new Set<string>();
  return groupSegments(specs)
    .map((group) => ({ group, coverage: countListings(group.occurrences) / specs.length }))
    .toSorted((a, b) => b.coverage - a.coverage)
    .map(({ group, coverage }) => {
      const key = makeCategoryKey(group.nameEn, (wanted) => taken.has(wanted));
      taken.add(key);
      return { attribute: suggest(group, key), coverage };
    });
}

const booleanWords = /^(?:있음|없음|지원|미지원|가능|불가|불가능|포함|미포함|내장|o|x|○|×)$/iu;

function typeOf(group: SegmentGroup, distinct: readonly [string, number][]): AttributeType {
  const total = group.occurrences.length;
  const listed = distinct.slice(0, longestList).reduce((sum, [, count]) => sum + count, 0);
  switch (group.kind) {
    case 'tick':
      return 'boolean';
    case 'quantity':
      return 'number';
    case 'list':
    case 'marker':
      return 'enum';
    case 'named': {
      if (group.unit !== null) return 'number';
      const said = distinct.filter(([text]) => booleanWords.test(text));
      if (said.reduce((sum, [, count]) => sum + count, 0) > total * 0.9) return 'boolean';
      return listed > total * 0.9 && distinct.length < total / 3 ? 'enum' : 'text';
    }
  }
}

function suggest(group: SegmentGroup, key: string): AttributeDefinition {
  const surfaces = group.occurrences.map(({ surface }) => surface);
  const distinct = countTexts(surfaces);
  const type = typeOf(group, distinct);
  const perListing = group.occurrences.length / countListings(group.occurrences);
  return attributeDefinition.parse({
    key,
    nameKo: group.nameKo.slice(0, 120),
    nameEn: group.nameEn.slice(0, 120),
    type,
    isMultiple: group.kind === 'marker' || (type === 'enum' && perListing > 1.1),
    unit: type === 'number' ? group.unit : null,
    ...(type === 'number' ? usualRange(distinct, group.unit) : {}),
    values: type === 'enum' ? listValues(surfaces) : [],
    examples: distinct.slice(0, shownExamples).map(([text]) => text.slice(0, 200)),
  });
}

/** Amounts outside the middle 98 of 100 deserve a look, in two digits. */
function usualRange(distinct: readonly (readonly [string, number])[], unit: string | null) {
  const probe = attributeDefinition.parse({ ...probeNames, type: 'number', unit });
  const amounts = distinct
    .flatMap(([surface, count]) => {
      const { value } = normaliseSurface(surface, probe);
      return typeof value === 'number' ? Array<number>(count).fill(value) : [];
    })
    .toSorted((a, b) => a - b);
  const at = (share: number) => amounts[Math.round((amounts.length - 1) * share)];
  const [low, high] = [at(0.01), at(0.99)];
  if (low === undefined || high === undefined || low === high) return {};
  return { minimum: roundOut(low, Math.floor), maximum: roundOut(high, Math.ceil) };
}

const probeNames = { key: 'amount', nameKo: '값', nameEn: 'Amount' } as const;

function roundOut(amount: number, round: (amount: number) => number): number {
  if (amount === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(amount))) - 1);
  return roundNoise(round(roundNoise(amount / step)) * step);
}

/** Values by frequency; other spellings of one value become its synonyms. */
function listValues(surfaces: readonly string[]) {
  const bySpelling = groupBy(surfaces, spellingKey);
  return [...bySpelling.values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, longestList)
    .map((spellings) => {
      const [[value] = [''], ...others] = countTexts(spellings);
      return {
        value: value.slice(0, 200),
        nameEn: null,
        synonyms: others.map(([text]) => text.slice(0, 200)),
      };
    });
}
