import { Gazetteer, type Match, type OwnLabels } from './gazetteer';
import { combineHashes, hashText, rowOf } from './hash';
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
  readonly tokens: readonly Token[];
  readonly places: readonly Place[];
  readonly matches: readonly Match[];
}

export function readProduct(
  texts: ProductTexts,
  category: string,
  gazetteer: Gazetteer,
  own?: OwnLabels,
): Reading {
  const tokens = tokenise(texts);
  const matches = gazetteer.find(tokens, category, own);
  return { category, tokens, places: placesOf(tokens), matches };
}

export const TOKEN_FEATURES = 26;
export const ATTRIBUTE_FEATURES = 32;
export const PAIR_FEATURES = 16;

/** From these features on a row speaks of the attribute by name, and of particular words. */
export const FIRST_LEXICAL_TOKEN_FEATURE = 10;
export const FIRST_LEXICAL_PAIR_FEATURE = 9;
export const FIRST_NAMED_PAIR_FEATURE = 7;
/** From this feature on an attribute's row speaks of its name. */
export const FIRST_NAME_FEATURE = 12;

const NOTHING = hashText('<nothing>');
const kind = (name: string): number => hashText(`kind ${name}`);

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
  const { tokens, places, matches } = reading;
  const category = hashText(reading.category);
  const rows = new Int32Array((tokens.length + 1) * TOKEN_FEATURES);
  let at = 0;
  const put = (name: number, value: number): void => {
    rows[at++] = rowOf(combineHashes(name, value), size);
  };
  put(TOKEN.null, 0);
  put(TOKEN.category, category);
  const claims = claimsOf(tokens.length, matches);
  const hashAt = (index: number): number => tokens[index]?.hash ?? NOTHING;
  tokens.forEach((token, index) => {
    const place = places[index];
    if (place === undefined) throw new TypeError('every token needs a place');
    at = (index + 1) * TOKEN_FEATURES;
    const isTitle = Number(token.field === 'title');
    put(TOKEN.category, category);
    put(TOKEN.shape, token.shapeHash);
    put(TOKEN.start, Math.min(place.indexInField, 30) * 2 + isTitle);
    put(TOKEN.end, Math.min(place.indexFromFieldEnd, 12) * 2 + isTitle);
    put(TOKEN.segmentPlace, Math.min(place.indexInSegment, 8) * 2 + Number(place.isSegmentEnd));
    if (place.group !== 0) put(TOKEN.group, place.group);
    if (place.label !== 0) put(TOKEN.label, place.label);
    const [claim, second] = claims[index] ?? [];
    if (claim !== undefined) put(TOKEN.claim, claim);
    if (second !== undefined) put(TOKEN.secondClaim, second);
    at = (index + 1) * TOKEN_FEATURES + FIRST_LEXICAL_TOKEN_FEATURE - 1;
    put(TOKEN.suffix, hashText(token.text.slice(-3)));
    put(TOKEN.word, token.hash);
    put(TOKEN.categoryWord, combineHashes(category, token.hash));
    put(TOKEN.prefix, hashText(token.text.slice(0, 3)));
    put(TOKEN.before, hashAt(index - 1));
    put(TOKEN.after, hashAt(index + 1));
    put(TOKEN.before2, hashAt(index - 2));
    put(TOKEN.after2, hashAt(index + 2));
    put(TOKEN.pairBefore, combineHashes(hashAt(index - 1), token.hash));
    put(TOKEN.pairAfter, combineHashes(token.hash, hashAt(index + 1)));
    put(TOKEN.pattern, combineHashes(token.patternHash, tokens[index + 1]?.patternHash ?? NOTHING));
    put(TOKEN.segment, place.segment);
    const framed = `^${token.text}$`;
    const limit = Math.min(framed.length - 2, (index + 2) * TOKEN_FEATURES - at);
    for (let c = 0; c < limit; c++) put(TOKEN.trigram, hashText(framed.slice(c, c + 3)));
  });
  return rows;
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
  const { tokens, places } = reading;
  const rows = new Int32Array((tokens.length + 1) * PAIR_FEATURES);
  let at = 0;
  const put = (name: number, value: number): void => {
    rows[at++] = rowOf(combineHashes(name, value), size);
  };
  const name = hashText(query.name);
  const categoryName = combineHashes(hashText(reading.category), name);
  const known = knowledgeOf(reading, query.name);
  const nameWords = nameWordsOf(query);

  put(PAIR.null, 0);
  put(PAIR.best, known.best);
  at = FIRST_NAMED_PAIR_FEATURE;
  put(PAIR.nameOfNull, name);
  put(PAIR.nameOfNull, categoryName);
  put(PAIR.namedBest, combineHashes(name, known.best));
  const hashAt = (index: number): number => tokens[index]?.hash ?? NOTHING;
  tokens.forEach((token, index) => {
    const place = places[index];
    if (place === undefined) throw new TypeError('every token needs a place');
    const own = known.own[index] ?? 0;
    const pattern = known.ownPattern[index] ?? 0;
    at = (index + 1) * PAIR_FEATURES;
    if (own !== 0) put(PAIR.known, own);
    if (known.anywhere[index]) put(PAIR.knownAnywhere, known.anywhere[index]);
    if (pattern !== 0) put(PAIR.pattern, pattern);
    if (known.patternAnywhere[index]) put(PAIR.patternAnywhere, known.patternAnywhere[index]);
    if (known.other[index]) put(PAIR.other, known.other[index]);
    const isNamed = place.headingWords.some((word) => nameWords.has(word));
    const heading = Number(nameWords.has(token.hash)) * 2 + Number(isNamed);
    if (heading !== 0) put(PAIR.heading, heading);
    at = (index + 1) * PAIR_FEATURES + FIRST_NAMED_PAIR_FEATURE;
    if (own !== 0) put(PAIR.named, combineHashes(name, own));
    if (pattern !== 0) put(PAIR.namedPattern, combineHashes(name, pattern));
    at = (index + 1) * PAIR_FEATURES + FIRST_LEXICAL_PAIR_FEATURE;
    put(PAIR.word, combineHashes(name, token.hash));
    put(PAIR.categoryWord, combineHashes(categoryName, token.hash));
    put(PAIR.before, combineHashes(name, hashAt(index - 1)));
    put(PAIR.after, combineHashes(name, hashAt(index + 1)));
    put(PAIR.suffix, combineHashes(name, hashText(token.text.slice(-3))));
    const nextPattern = tokens[index + 1]?.patternHash ?? NOTHING;
    put(PAIR.wordPattern, combineHashes(name, combineHashes(token.patternHash, nextPattern)));
    if (place.group !== 0 || place.label !== 0) {
      put(PAIR.place, combineHashes(name, combineHashes(place.group, place.label)));
    }
  });
  return rows;
}

const nameWordCache = new WeakMap<AttributeQuery, ReadonlySet<number>>();

/** Hashes of the words of all names of an attribute, worked out once for each query object. */
function nameWordsOf(query: AttributeQuery): ReadonlySet<number> {
  const known = nameWordCache.get(query);
  if (known !== undefined) return known;
  const names = [query.name, ...query.otherNames];
  const words = new Set(names.flatMap((text) => tokeniseText(text).map(({ hash }) => hash)));
  nameWordCache.set(query, words);
  return words;
}

/** Codes of what the gazetteer knows at each token, 0 for nothing. */
interface Knowledge {
  readonly own: Int32Array;
  readonly anywhere: Int32Array;
  readonly ownPattern: Int32Array;
  readonly patternAnywhere: Int32Array;
  /** What is known of the token as a value of another attribute. */
  readonly other: Int32Array;
  /** How trusted the best known value in the whole text is. */
  readonly best: number;
}

function knowledgeOf(reading: Reading, attribute: string): Knowledge {
  const { length } = reading.tokens;
  const slots = Array.from({ length: 5 }, () => new Slot(length));
  let best = 0;
  for (const match of reading.matches) {
    if (match.attribute !== attribute) {
      if (match.isOwnCategory && !match.isPattern) slots[4]?.offer(match, match.attributeHash);
      continue;
    }
    slots[Number(match.isPattern) * 2 + Number(!match.isOwnCategory)]?.offer(match, 1);
    if (!match.isPattern) best = Math.max(best, 1 + precisionBand(match.precision));
  }
  const [own, anywhere, ownPattern, patternAnywhere, other] = slots.map((slot) => slot.codes);
  if (!own || !anywhere || !ownPattern || !patternAnywhere || !other) {
    throw new TypeError('five kinds of knowledge');
  }
  return { own, anywhere, ownPattern, patternAnywhere, other, best };
}

/** Keeps the most trusted, longest match over each token. */
class Slot {
  readonly codes: Int32Array;
  private readonly scores: Float32Array;

  constructor(length: number) {
    this.codes = new Int32Array(length);
    this.scores = new Float32Array(length);
  }

  offer(match: Match, salt: number): void {
    const score = precisionBand(match.precision) + 1 + (match.last - match.first + 1) * 0.3;
    for (let index = match.first; index <= match.last; index++) {
      if (score <= (this.scores[index] ?? 0)) continue;
      this.scores[index] = score;
      this.codes[index] = combineHashes(salt, codeOf(match, index));
    }
  }
}

/** Place in the match, trust, and how often it was seen, as one small number above zero. */
function codeOf(match: Match, index: number): number {
  const isFirst = index === match.first;
  const isLast = index === match.last;
  const place = isFirst ? (isLast ? 0 : 1) : isLast ? 2 : 3;
  return 1 + place + 4 * precisionBand(match.precision) + 20 * frequencyBand(match.labelled);
}

const precisionBand = (share: number): number =>
  share > 0.9 ? 4 : share > 0.7 ? 3 : share > 0.45 ? 2 : share > 0.2 ? 1 : 0;
const frequencyBand = (count: number): number => (count >= 6 ? 2 : count >= 2 ? 1 : 0);

/** The two attributes of the own category that claim each token most strongly, as codes. */
function claimsOf(length: number, matches: readonly Match[]): number[][] {
  const best = Array.from({ length }, () => new Map<string, { score: number; code: number }>());
  for (const match of matches) {
    if (!match.isOwnCategory || match.isPattern) continue;
    const span = match.last - match.first;
    const score = match.precision * Math.log1p(match.labelled) + span;
    for (let index = match.first; index <= match.last; index++) {
      const known = best[index]?.get(match.attribute);
      if (known !== undefined && known.score >= score) continue;
      const code = combineHashes(match.attributeHash, codeOf(match, index));
      best[index]?.set(match.attribute, { score, code });
    }
  }
  return best.map((claims) =>
    [...claims.values()]
      .sort((a, b) => b.score - a.score)
      .slice(0, 2)
      .map((claim) => claim.code),
  );
}

function bigramsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)];
}
