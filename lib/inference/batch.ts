import {
  ATTRIBUTE_FEATURES,
  PAIR_FEATURES,
  TOKEN_FEATURES,
  knownPairKey,
  nameHashesOf,
  nameWordsOf,
  pairWordsKey,
  tokenPlaceKey,
  tokenWordsKey,
  writeKnownPair,
  writeNullPair,
  writeNullToken,
  writeOtherPair,
  writePairWords,
  writeTokenPlace,
  writeTokenWords,
  type AttributeQuery,
  type NameHashes,
  type Reading,
} from './features';
import { combineHashes } from '../statistics/hash';
import { MASKED, type ModelShape } from './model-config';
import type { Embeddings } from './embeddings';
import { Numbering } from './row-sums';
import { makeTensor, type Feeds } from './session';

/** One product of a batch with the rows of its features; `tokens` counts row 0. */
export interface BatchProduct {
  readonly tokens: number;
  /** [tokens × TOKEN_FEATURES] */
  readonly tokenRows: Int32Array;
  /** What it is asked: the index of the attribute in the batch, and [tokens × PAIR_FEATURES]. */
  readonly pairs: readonly { readonly attribute: number; readonly rows: Int32Array }[];
}

export interface Batch {
  readonly products: number;
  /** Rows of the longest product. */
  readonly tokens: number;
  readonly pairs: number;
  readonly tokenRows: Int32Array;
  readonly attributeRows: Int32Array;
  readonly pairRows: Int32Array;
  readonly feeds: Feeds;
}

/** Pads products to one length and joins their questions into the inputs of the training graph. */
export function makeBatch(
  products: readonly BatchProduct[],
  attributes: readonly Int32Array[],
  shape: ModelShape,
): Batch {
  const frame = makeFrame(
    products.map(({ tokens, pairs }) => ({
      tokens,
      attributes: pairs.map(({ attribute }) => attribute),
    })),
    shape.heads,
  );
  const { tokens, pairs } = frame;
  const tokenRows = new Int32Array(products.length * tokens * TOKEN_FEATURES);
  const pairRows = new Int32Array(pairs * tokens * PAIR_FEATURES);
  let pair = 0;
  products.forEach((product, index) => {
    tokenRows.set(product.tokenRows, index * tokens * TOKEN_FEATURES);
    for (const { rows } of product.pairs) pairRows.set(rows, pair++ * tokens * PAIR_FEATURES);
  });
  const attributeRows = new Int32Array(attributes.length * ATTRIBUTE_FEATURES);
  attributes.forEach((rows, index) => attributeRows.set(rows, index * ATTRIBUTE_FEATURES));
  const feeds: Feeds = {
    ...frame.feeds,
    attributes: makeTensor(attributeRows, [attributes.length, ATTRIBUTE_FEATURES]),
    tokens: makeTensor(tokenRows, [products.length, tokens, TOKEN_FEATURES]),
    pairs: makeTensor(pairRows, [pairs, tokens, PAIR_FEATURES]),
  };
  return { products: products.length, tokens, pairs, tokenRows, attributeRows, pairRows, feeds };
}

/** A product that was read, and what it is asked. */
export interface AskedProduct {
  readonly reading: Reading;
  readonly queries: readonly AttributeQuery[];
}

/**
 * Joins products and their questions into the inputs of the serving graph: there a token's row, and
 * a pair's, is the sum of two rows that `embeddings` has worked out, and each place names them.
 */
export function makeServingBatch(
  products: readonly AskedProduct[],
  embeddings: Embeddings,
  heads: number,
): { readonly feeds: Feeds; readonly tokens: number } {
  const attributes = new Map<AttributeQuery, number>();
  const placeOf = (query: AttributeQuery): number => {
    const place = attributes.get(query) ?? attributes.size;
    attributes.set(query, place);
    return place;
  };
  const sizes = products.map(({ reading, queries }) => {
    return { tokens: reading.tokens.length + 1, attributes: queries.map(placeOf) };
  });
  const { feeds, tokens, pairs } = makeFrame(sizes, heads);
  embeddings.startBatch();
  return {
    feeds: {
      ...feeds,
      ...attributeFeeds([...attributes.keys()], embeddings),
      ...tokenFeeds(products, tokens, embeddings),
      ...pairFeeds(products, tokens, pairs, embeddings),
    },
    tokens,
  };
}

const LOW_SEED = 0x5bd1e995;
const HIGH_SEED = 0x1b873593;

function attributeFeeds(queries: readonly AttributeQuery[], embeddings: Embeddings): Feeds {
  const sums = queries.map((query) => embeddings.attribute(query));
  const width = sums[0]?.length ?? 0;
  const rows = new Float32Array(sums.length * width);
  sums.forEach((sum, index) => rows.set(sum, index * width));
  return { attributes: makeTensor(rows, [sums.length, width]) };
}

function tokenFeeds(
  products: readonly AskedProduct[],
  tokens: number,
  { tokenPlaces: places, tokenWords: words, sizes }: Embeddings,
): Feeds {
  const placeOf = new Int32Array(products.length * tokens);
  const wordsOf = new Int32Array(products.length * tokens);
  products.forEach(({ reading }, product) => {
    const start = product * tokens;
    const { categoryHash } = reading;
    placeOf[start] = places.numberOf(categoryHash, combineHashes(HIGH_SEED, categoryHash));
    if (places.isFresh) {
      writeNullToken(places.features, 0, reading, sizes.token);
      places.add();
    }
    for (let index = 0; index < reading.tokens.length; index++) {
      placeOf[start + 1 + index] = places.numberOf(
        tokenPlaceKey(reading, index, LOW_SEED),
        tokenPlaceKey(reading, index, HIGH_SEED),
      );
      if (places.isFresh) {
        writeTokenPlace(places.features, 0, reading, index, sizes.token);
        places.add();
      }
      wordsOf[start + 1 + index] = words.numberOf(
        tokenWordsKey(reading, index, LOW_SEED),
        tokenWordsKey(reading, index, HIGH_SEED),
      );
      if (words.isFresh) {
        writeTokenWords(words.features, 0, reading, index, sizes.token);
        words.add();
      }
    }
  });
  const shape = [products.length, tokens];
  return {
    token_places: places.tensor(),
    token_words: words.tensor(),
    token_place: makeTensor(placeOf, shape),
    token_word: makeTensor(wordsOf, shape),
  };
}

/** Products that are asked the same questions. */
interface Asking {
  readonly queries: readonly AttributeQuery[];
  readonly names: readonly NameHashes[];
  readonly products: readonly { readonly reading: Reading; readonly firstPair: number }[];
}

function pairFeeds(
  products: readonly AskedProduct[],
  tokens: number,
  pairs: number,
  embeddings: Embeddings,
): Feeds {
  const knownOf = new Int32Array(pairs * tokens);
  const wordsOf = new Int32Array(pairs * tokens);
  for (const asking of groupByQuestions(products)) {
    placeKnown(knownOf, asking, tokens, embeddings);
    placeWords(wordsOf, asking, tokens, embeddings);
  }
  const shape = [pairs, tokens];
  return {
    pair_knowns: embeddings.pairKnowns.tensor(),
    pair_words: embeddings.pairWords.tensor(),
    pair_known: makeTensor(knownOf, shape),
    pair_word: makeTensor(wordsOf, shape),
  };
}

/** Writes into `places` [pairs × tokens] which sum tells what is known of each token. */
function placeKnown(
  places: Int32Array,
  { queries, names, products }: Asking,
  tokens: number,
  { pairKnowns: sums, sizes }: Embeddings,
): void {
  for (const { reading, firstPair } of products) {
    const { strongest } = reading.known;
    const plain = new Int32Array(strongest.length);
    for (let index = 0; index < strongest.length; index++) {
      const code = strongest[index] ?? 0;
      if (code === 0) continue;
      plain[index] = sums.numberOf(code, combineHashes(HIGH_SEED, code));
      if (!sums.isFresh) continue;
      writeOtherPair(sums.features, 0, code, sizes.pair);
      sums.add();
    }
    queries.forEach((query, at) => {
      const name = nameAt(names, at);
      const start = (firstPair + at) * tokens;
      const asked = reading.known.ask(query.name, nameWordsOf(query));
      const low = combineHashes(combineHashes(LOW_SEED, name.categoryName), asked.best);
      places[start] = sums.numberOf(low, combineHashes(HIGH_SEED, low ^ name.name));
      if (sums.isFresh) {
        writeNullPair(sums.features, 0, name, asked.best, sizes.pair);
        sums.add();
      }
      places.set(plain, start + 1);
      for (const index of asked.touched) {
        places[start + 1 + index] = sums.numberOf(
          knownPairKey(name, asked, index, LOW_SEED),
          knownPairKey(name, asked, index, HIGH_SEED),
        );
        if (!sums.isFresh) continue;
        writeKnownPair(sums.features, 0, name, asked, index, sizes.pair);
        sums.add();
      }
    });
  }
}

/** Writes into `places` [pairs × tokens] which sum tells of the words at and around each token. */
function placeWords(
  places: Int32Array,
  { names, products }: Asking,
  tokens: number,
  { pairWords: sums, sizes }: Embeddings,
): void {
  const { first, contexts } = contextsOf(products);
  const sumOf = new Int32Array(first.length + 1);
  names.forEach((name, at) => {
    const low = combineHashes(LOW_SEED, name.categoryName);
    const high = combineHashes(HIGH_SEED, name.name);
    first.forEach((context, index) => {
      const number = sums.numberOf(
        combineHashes(low, context.low),
        combineHashes(high, context.high),
      );
      sumOf[index + 1] = number;
      if (!sums.isFresh) return;
      writePairWords(sums.features, 0, name, context.reading, context.index, sizes.pair);
      sums.add();
    });
    products.forEach(({ firstPair }, product) => {
      const start = (firstPair + at) * tokens + 1;
      const own = contexts[product] ?? NO_CONTEXTS;
      for (let index = 0; index < own.length; index++) {
        places[start + index] = sumOf[own[index] ?? 0] ?? 0;
      }
    });
  });
}

const NO_CONTEXTS = new Int32Array(0);

function nameAt(names: readonly NameHashes[], at: number): NameHashes {
  const name = names[at];
  if (name === undefined) throw new RangeError('every question has a name');
  return name;
}

function groupByQuestions(products: readonly AskedProduct[]): Asking[] {
  const groups: (Asking & { readonly products: { reading: Reading; firstPair: number }[] })[] = [];
  let firstPair = 0;
  for (const { reading, queries } of products) {
    const known = groups.find(
      (group) =>
        group.products[0]?.reading.category === reading.category &&
        group.queries.length === queries.length &&
        group.queries.every((query, at) => query === queries[at]),
    );
    const product = { reading, firstPair };
    if (known !== undefined) known.products.push(product);
    else {
      const names = queries.map((query) => nameHashesOf(query, reading));
      groups.push({ queries, names, products: [product] });
    }
    firstPair += queries.length;
  }
  return groups;
}

/** A token that is the first with its context, and the context's hashes. */
interface Context {
  readonly reading: Reading;
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** The different contexts of the tokens of some products, and which, from 1, each token has. */
function contextsOf(products: Asking['products']): {
  readonly first: readonly Context[];
  readonly contexts: readonly Int32Array[];
} {
  const numbering = new Numbering();
  const first: Context[] = [];
  const contexts = products.map(({ reading }) => {
    const own = new Int32Array(reading.tokens.length);
    for (let index = 0; index < own.length; index++) {
      const low = pairWordsKey(reading, index, LOW_SEED);
      const high = pairWordsKey(reading, index, HIGH_SEED);
      own[index] = numbering.numberOf(low, high);
      if (numbering.isFresh) first.push({ reading, index, low, high });
    }
    return own;
  });
  return { first, contexts };
}

/** What both graphs are fed alike: masks, the distance of tokens, the attributes and who asks. */
function makeFrame(
  products: readonly { readonly tokens: number; readonly attributes: readonly number[] }[],
  heads: number,
): { readonly feeds: Feeds; readonly tokens: number; readonly pairs: number } {
  const tokens = Math.max(...products.map((product) => product.tokens));
  const pairs = products.reduce((sum, product) => sum + product.attributes.length, 0);
  const mask = new Float32Array(products.length * tokens).fill(MASKED);
  const pairMask = new Float32Array(pairs * tokens).fill(MASKED);
  const pairProduct = new Int32Array(pairs);
  const pairAttribute = new Int32Array(pairs);
  let pair = 0;
  products.forEach((product, index) => {
    mask.fill(0, index * tokens, index * tokens + product.tokens);
    for (const attribute of product.attributes) {
      pairMask.fill(0, pair * tokens, pair * tokens + product.tokens);
      pairProduct[pair] = index;
      pairAttribute[pair] = attribute;
      pair++;
    }
  });
  const feeds: Feeds = {
    mask: makeTensor(mask, [products.length, 1, 1, tokens]),
    distance: makeTensor(distances(tokens, heads), [1, heads, tokens, tokens]),
    pair_product: makeTensor(pairProduct, [pairs]),
    pair_attribute: makeTensor(pairAttribute, [pairs]),
    pair_mask: makeTensor(pairMask, [pairs, 1, tokens]),
  };
  return { feeds, tokens, pairs };
}

/**
 * Groups indices into batches so that padded tokens and padded pairs × tokens stay in bounds;
 * `sizes[i]` tells a product's rows and questions. Products of one length share a batch.
 */
export function planBatches(
  sizes: readonly { readonly tokens: number; readonly pairs: number }[],
  limits: { readonly tokens: number; readonly pairTokens: number },
): number[][] {
  const order = sizes
    .map((size, index) => ({ ...size, index }))
    .sort((a, b) => a.tokens - b.tokens || a.index - b.index);
  const batches: number[][] = [];
  let batch: number[] = [];
  let pairs = 0;
  for (const size of order) {
    const isFull =
      (batch.length + 1) * size.tokens > limits.tokens ||
      (pairs + size.pairs) * size.tokens > limits.pairTokens;
    if (batch.length > 0 && isFull) {
      batches.push(batch);
      batch = [];
      pairs = 0;
    }
    batch.push(size.index);
    pairs += size.pairs;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const distanceCache = new Map<string, Float32Array>();
const LARGEST_CACHED_TOKENS = 256;

/** Attention bias [heads × tokens × tokens]: near tokens weigh more, less so from head to head. */
function distances(tokens: number, heads: number): Float32Array {
  const key = `${tokens}/${heads}`;
  const known = distanceCache.get(key);
  if (known !== undefined) return known;
  const bias = new Float32Array(heads * tokens * tokens);
  for (let head = 0; head < heads - 1; head++) {
    const slope = 2 ** -(head + 1);
    for (let row = 1; row < tokens; row++) {
      const start = (head * tokens + row) * tokens;
      for (let column = 1; column < tokens; column++) {
        bias[start + column] = -slope * Math.abs(row - column);
      }
    }
  }
  if (tokens <= LARGEST_CACHED_TOKENS) distanceCache.set(key, bias);
  return bias;
}
