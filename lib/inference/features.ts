import { combineHashes, hashText } from '../statistics/hash';
import type { Gazetteer, OwnLabels } from './gazetteer';
import { KnownValues, type Asked } from './known-values';
import { placesOf, type Place } from './layout';
import { patternOf, tokenise, tokeniseText, type ProductTexts, type Token } from './tokenise';

/** Rows of the three embedding tables that features are hashed into. */
export interface TableSizes {
  readonly token: number;
  readonly attribute: number;
  readonly pair: number;
}

/** What the model is asked for: an attribute as its schema, or as training data, describes it. */
export interface AttributeQuery {
  /** The name that the model was taught, or the attribute's first name. */
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly category: string;
  readonly type: string | null;
  readonly unit: string | null;
  readonly isMultiple: boolean;
  /** Surface forms of values. */
  readonly examples: readonly string[];
}

/** A product's text, read once for all attributes. Row 0 of every feature matrix is "no value". */
export interface Reading {
  readonly category: string;
  readonly categoryHash: number;
  readonly tokens: readonly Token[];
  readonly places: readonly Place[];
  readonly known: KnownValues;
}

export function readProduct(
  texts: ProductTexts,
  category: string,
  gazetteer: Gazetteer,
  own?: OwnLabels,
): Reading {
  const tokens = tokenise(texts);
  const places = placesOf(tokens);
  const known = new KnownValues(tokens, places, gazetteer.find(tokens, category, own));
  return { category, categoryHash: hashText(category), tokens, places, known };
}

export const TOKEN_FEATURES = 26;
export const ATTRIBUTE_FEATURES = 32;
export const PAIR_FEATURES = 16;

/** A row's first features tell its place, or what is known of it; from these on it is of words. */
export const FIRST_WORD_TOKEN_FEATURE = 9;
export const FIRST_WORD_PAIR_FEATURE = 9;
/** From these features on a row speaks of the attribute by name, and of particular words. */
export const FIRST_LEXICAL_TOKEN_FEATURE = 10;
export const FIRST_LEXICAL_PAIR_FEATURE = 9;
export const FIRST_NAMED_PAIR_FEATURE = 6;
/** From this feature on an attribute's row speaks of its name. */
export const FIRST_NAME_FEATURE = 12;

const NOTHING = hashText('<nothing>');
const kind = (name: string): number => hashText(`kind ${name}`);

// The writers of rows below are called for every word of every product: they make no closures.
function featureRow(kind: number, value: number, size: number): number {
  return rowOf(combineHashes(kind, value), size);
}

const TOKEN = {
  null: kind('null'),
  category: kind('category'),
  shape: kind('shape'),
  start: kind('start'),
  end: kind('end'),
  segmentPlace: kind('segment place'),
  group: kind('group'),
  label: kind('label'),
  claim: kind('claim'),
  secondClaim: kind('second claim'),
  suffix: kind('suffix'),
  word: kind('word'),
  categoryWord: kind('category word'),
  prefix: kind('prefix'),
  trigram: kind('trigram'),
  before: kind('before'),
  after: kind('after'),
  before2: kind('before 2'),
  after2: kind('after 2'),
  pairBefore: kind('pair before'),
  pairAfter: kind('pair after'),
  pattern: kind('pattern'),
  segment: kind('segment'),
};

/** Rows of the token table, int32 [(tokens + 1) × TOKEN_FEATURES]. */
export function tokenFeatures(reading: Reading, size: number): Int32Array {
  const { length } = reading.tokens;
  const rows = new Int32Array((length + 1) * TOKEN_FEATURES);
  writeNullToken(rows, 0, reading, size);
  for (let index = 0; index < length; index++) {
    const at = (index + 1) * TOKEN_FEATURES;
    writeTokenPlace(rows, at, reading, index, size);
    writeTokenWords(rows, at + FIRST_WORD_TOKEN_FEATURE, reading, index, size);
  }
  return rows;
}

export function writeNullToken(rows: Int32Array, at: number, reading: Reading, size: number): void {
  rows[at] = featureRow(TOKEN.null, 0, size);
  rows[at + 1] = featureRow(TOKEN.category, reading.categoryHash, size);
}

const MOST_FROM_START = 30;
const MOST_FROM_END = 12;
const MOST_IN_SEGMENT = 8;

/** Category, shape, position, headings and known values of a token: up to 9 features. */
export function writeTokenPlace(
  rows: Int32Array,
  at: number,
  reading: Reading,
  index: number,
  size: number,
): void {
  const { token, place } = tokenAt(reading, index);
  const claims = reading.known.claimsAt(index);
  rows[at++] = featureRow(TOKEN.category, reading.categoryHash, size);
  rows[at++] = featureRow(TOKEN.shape, token.shapeHash, size);
  rows[at++] = featureRow(TOKEN.start, startCode(token, place), size);
  rows[at++] = featureRow(TOKEN.end, endCode(token, place), size);
  rows[at++] = featureRow(TOKEN.segmentPlace, segmentCode(place), size);
  if (place.group !== 0) rows[at++] = featureRow(TOKEN.group, place.group, size);
  if (place.label !== 0) rows[at++] = featureRow(TOKEN.label, place.label, size);
  if (claims[0] !== undefined) rows[at++] = featureRow(TOKEN.claim, claims[0], size);
  if (claims[1] !== undefined) rows[at++] = featureRow(TOKEN.secondClaim, claims[1], size);
}

/** A hash of all that `writeTokenPlace` writes. */
export function tokenPlaceKey(reading: Reading, index: number, seed: number): number {
  const { token, place } = tokenAt(reading, index);
  const claims = reading.known.claimsAt(index);
  const position = (startCode(token, place) * 32 + endCode(token, place)) * 32 + segmentCode(place);
  let key = combineHashes(combineHashes(seed, reading.categoryHash), token.shapeHash);
  key = combineHashes(combineHashes(key, position), place.group);
  key = combineHashes(combineHashes(key, place.label), claims[0] ?? 0);
  return combineHashes(key, claims[1] ?? 0);
}

const isInTitle = ({ field }: Token): number => Number(field === 'title');
const startCode = (token: Token, { indexInField }: Place): number =>
  Math.min(indexInField, MOST_FROM_START) * 2 + isInTitle(token);
const endCode = (token: Token, { indexFromFieldEnd }: Place): number =>
  Math.min(indexFromFieldEnd, MOST_FROM_END) * 2 + isInTitle(token);
const segmentCode = ({ indexInSegment, isSegmentEnd }: Place): number =>
  Math.min(indexInSegment, MOST_IN_SEGMENT) * 2 + Number(isSegmentEnd);

/** A token's word, its parts and its neighbours: up to 17 features, the word's ending first. */
export function writeTokenWords(
  rows: Int32Array,
  at: number,
  reading: Reading,
  index: number,
  size: number,
): void {
  const { categoryHash, tokens } = reading;
  const { token, place } = tokenAt(reading, index);
  const { hash, word } = token;
  const before = hashAt(tokens, index - 1);
  const after = hashAt(tokens, index + 1);
  const pattern = combineHashes(token.patternHash, patternAt(tokens, index + 1));
  rows[at++] = featureRow(TOKEN.suffix, word.suffixHash, size);
  rows[at++] = featureRow(TOKEN.word, hash, size);
  rows[at++] = featureRow(TOKEN.categoryWord, combineHashes(categoryHash, hash), size);
  rows[at++] = featureRow(TOKEN.prefix, word.prefixHash, size);
  rows[at++] = featureRow(TOKEN.before, before, size);
  rows[at++] = featureRow(TOKEN.after, after, size);
  rows[at++] = featureRow(TOKEN.before2, hashAt(tokens, index - 2), size);
  rows[at++] = featureRow(TOKEN.after2, hashAt(tokens, index + 2), size);
  rows[at++] = featureRow(TOKEN.pairBefore, combineHashes(before, hash), size);
  rows[at++] = featureRow(TOKEN.pairAfter, combineHashes(hash, after), size);
  rows[at++] = featureRow(TOKEN.pattern, pattern, size);
  rows[at++] = featureRow(TOKEN.segment, place.segment, size);
  for (const trigram of word.trigramHashes) rows[at++] = featureRow(TOKEN.trigram, trigram, size);
}

/** A hash of all that `writeTokenWords` writes. */
export function tokenWordsKey(reading: Reading, index: number, seed: number): number {
  const { categoryHash, tokens } = reading;
  let key = combineHashes(combineHashes(seed, categoryHash), hashAt(tokens, index));
  for (let near = -2; near <= 2; near++) key = combineHashes(key, hashAt(tokens, index + near));
  return combineHashes(key, reading.places[index]?.segment ?? 0);
}

const hashAt = (tokens: readonly Token[], index: number): number => tokens[index]?.hash ?? NOTHING;
const patternAt = (tokens: readonly Token[], index: number): number =>
  tokens[index]?.patternHash ?? NOTHING;

function tokenAt({ tokens, places }: Reading, index: number): { token: Token; place: Place } {
  const token = tokens[index];
  const place = places[index];
  if (token === undefined || place === undefined) throw new RangeError(`no token ${index}`);
  return { token, place };
}

const ATTRIBUTE = {
  category: kind('asked category'),
  type: kind('type'),
  unit: kind('unit'),
  isMultiple: kind('several'),
  example: kind('example'),
  examplePattern: kind('example pattern'),
  name: kind('name'),
  categoryName: kind('category name'),
  nameWord: kind('name word'),
  namePart: kind('name part'),
};

/** Rows of the attribute table, int32 [ATTRIBUTE_FEATURES]; 0 where there are fewer features. */
export function attributeFeatures(query: AttributeQuery, size: number): Int32Array {
  const rows = new Int32Array(ATTRIBUTE_FEATURES);
  const put = (
    from: number,
    to: number,
    features: readonly (readonly [number, number])[],
  ): void => {
    features.slice(0, to - from).forEach(([name, value], index) => {
      rows[from + index] = rowOf(combineHashes(name, value), size);
    });
  };
  const category = hashText(query.category);
  const name = hashText(query.name);
  put(0, FIRST_NAME_FEATURE, [
    [ATTRIBUTE.category, category],
    [ATTRIBUTE.isMultiple, Number(query.isMultiple)],
    ...(query.type === null ? [] : [[ATTRIBUTE.type, hashText(query.type)] as const]),
    ...(query.unit === null ? [] : [[ATTRIBUTE.unit, hashText(query.unit.toLowerCase())] as const]),
    ...unique(query.examples.map((example) => hashText(patternOf(example.toLowerCase())))).map(
      (pattern) => [ATTRIBUTE.examplePattern, pattern] as const,
    ),
  ]);
  const names = [query.name, ...query.otherNames].map((text) => text.toLowerCase());
  const words = unique(names.flatMap((text) => tokeniseText(text).map((token) => token.hash)));
  const parts = unique(names.flatMap((text) => bigramsOf(text).map(hashText)));
  put(FIRST_NAME_FEATURE, ATTRIBUTE_FEATURES, [
    [ATTRIBUTE.name, name],
    [ATTRIBUTE.categoryName, combineHashes(category, name)],
    ...words.slice(0, 6).map((word) => [ATTRIBUTE.nameWord, word] as const),
    ...parts.map((part) => [ATTRIBUTE.namePart, part] as const),
  ]);
  return rows;
}

const PAIR = {
  null: kind('pair null'),
  known: kind('known'),
  knownAnywhere: kind('known anywhere'),
  pattern: kind('known pattern'),
  patternAnywhere: kind('known pattern anywhere'),
  other: kind('known as another'),
  heading: kind('heading'),
  best: kind('best'),
  nameOfNull: kind('name of null'),
  namedBest: kind('named best'),
  named: kind('named known'),
  namedPattern: kind('named pattern'),
  word: kind('name and word'),
  categoryWord: kind('category, name and word'),
  before: kind('name and before'),
  after: kind('name and after'),
  suffix: kind('name and suffix'),
  wordPattern: kind('name and pattern'),
  place: kind('name and heading'),
};

/**
 * Rows of the pair table for one attribute, int32 [(tokens + 1) × PAIR_FEATURES]: what is known of
 * this attribute about each token.
 */
export function pairFeatures(reading: Reading, query: AttributeQuery, size: number): Int32Array {
  const { length } = reading.tokens;
  const rows = new Int32Array((length + 1) * PAIR_FEATURES);
  const names = nameHashesOf(query, reading);
  const known = reading.known.ask(query.name, nameWordsOf(query));
  writeNullPair(rows, 0, names, known.best, size);
  for (let index = 0; index < length; index++) {
    const at = (index + 1) * PAIR_FEATURES;
    writeKnownPair(rows, at, names, known, index, size);
    writePairWords(rows, at + FIRST_WORD_PAIR_FEATURE, names, reading, index, size);
  }
  return rows;
}

/** Hashes of an attribute's name, alone and in a category. */
export interface NameHashes {
  readonly name: number;
  readonly categoryName: number;
}

export function nameHashesOf(query: AttributeQuery, reading: Reading): NameHashes {
  const name = hashText(query.name);
  return { name, categoryName: combineHashes(reading.categoryHash, name) };
}

export function writeNullPair(
  rows: Int32Array,
  at: number,
  { name, categoryName }: NameHashes,
  best: number,
  size: number,
): void {
  rows[at] = featureRow(PAIR.null, 0, size);
  rows[at + 1] = featureRow(PAIR.best, best, size);
  const named = at + FIRST_NAMED_PAIR_FEATURE;
  rows[named] = featureRow(PAIR.nameOfNull, name, size);
  rows[named + 1] = featureRow(PAIR.nameOfNull, categoryName, size);
  rows[named + 2] = featureRow(PAIR.namedBest, combineHashes(name, best), size);
}

/** What is known of a token as a value of the attribute and of others: up to 8 features. */
export function writeKnownPair(
  rows: Int32Array,
  at: number,
  { name }: NameHashes,
  known: Asked,
  index: number,
  size: number,
): void {
  const own = known.own[index] ?? 0;
  const pattern = known.ownPattern[index] ?? 0;
  const codes = [
    own,
    known.anywhere[index] ?? 0,
    pattern,
    known.patternAnywhere[index] ?? 0,
    known.other(index),
    known.heading[index] ?? 0,
  ];
  let next = at;
  for (let code = 0; code < codes.length; code++) {
    const value = codes[code] ?? 0;
    if (value !== 0) rows[next++] = featureRow(KNOWN[code] ?? 0, value, size);
  }
  next = at + FIRST_NAMED_PAIR_FEATURE;
  if (own !== 0) rows[next++] = featureRow(PAIR.named, combineHashes(name, own), size);
  if (pattern !== 0) rows[next] = featureRow(PAIR.namedPattern, combineHashes(name, pattern), size);
}

const KNOWN = [
  PAIR.known,
  PAIR.knownAnywhere,
  PAIR.pattern,
  PAIR.patternAnywhere,
  PAIR.other,
  PAIR.heading,
];

/** The same of a token of which nothing is known but as a value of another attribute. */
export function writeOtherPair(rows: Int32Array, at: number, other: number, size: number): void {
  rows[at] = featureRow(PAIR.other, other, size);
}

/** A hash of all that `writeKnownPair` writes. */
export function knownPairKey({ name }: NameHashes, known: Asked, index: number, seed: number) {
  let key = combineHashes(combineHashes(seed, name), known.own[index] ?? 0);
  key = combineHashes(combineHashes(key, known.anywhere[index] ?? 0), known.ownPattern[index] ?? 0);
  key = combineHashes(combineHashes(key, known.patternAnywhere[index] ?? 0), known.other(index));
  return combineHashes(key, known.heading[index] ?? 0);
}

/** The attribute's name with the words at and around a token: up to 7 features. */
export function writePairWords(
  rows: Int32Array,
  at: number,
  { name, categoryName }: NameHashes,
  reading: Reading,
  index: number,
  size: number,
): void {
  const { tokens } = reading;
  const { token, place } = tokenAt(reading, index);
  const before = combineHashes(name, hashAt(tokens, index - 1));
  const after = combineHashes(name, hashAt(tokens, index + 1));
  const pattern = combineHashes(token.patternHash, patternAt(tokens, index + 1));
  rows[at++] = featureRow(PAIR.word, combineHashes(name, token.hash), size);
  rows[at++] = featureRow(PAIR.categoryWord, combineHashes(categoryName, token.hash), size);
  rows[at++] = featureRow(PAIR.before, before, size);
  rows[at++] = featureRow(PAIR.after, after, size);
  rows[at++] = featureRow(PAIR.suffix, combineHashes(name, token.word.suffixHash), size);
  rows[at++] = featureRow(PAIR.wordPattern, combineHashes(name, pattern), size);
  if (place.group === 0 && place.label === 0) return;
  const heading = combineHashes(place.group, place.label);
  rows[at] = featureRow(PAIR.place, combineHashes(name, heading), size);
}

/** A hash of all that `writePairWords` writes but for the attribute's name. */
export function pairWordsKey(reading: Reading, index: number, seed: number): number {
  const { tokens, places } = reading;
  const place = places[index];
  let key = combineHashes(combineHashes(seed, hashAt(tokens, index - 1)), hashAt(tokens, index));
  key = combineHashes(combineHashes(key, hashAt(tokens, index + 1)), place?.group ?? 0);
  return combineHashes(key, place?.label ?? 0);
}

const nameWordCache = new WeakMap<AttributeQuery, ReadonlySet<number>>();

/** Hashes of the words of all names of an attribute, worked out once for each query object. */
export function nameWordsOf(query: AttributeQuery): ReadonlySet<number> {
  const known = nameWordCache.get(query);
  if (known !== undefined) return known;
  const names = [query.name, ...query.otherNames];
  const words = new Set(names.flatMap((text) => tokeniseText(text).map(({ hash }) => hash)));
  nameWordCache.set(query, words);
  return words;
}

function bigramsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

/** Row of a feature in a table of `size` rows; row 0 is kept for "no feature". */
function rowOf(hash: number, size: number): number {
  return 1 + ((hash >>> 0) % (size - 1));
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)];
}
