import {
  ATTRIBUTE_FEATURES,
  FIRST_WORD_PAIR_FEATURE,
  FIRST_WORD_TOKEN_FEATURE,
  PAIR_FEATURES,
  TOKEN_FEATURES,
  attributeFeatures,
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
import { combineHashes } from './hash';
import { MASKED, type ModelShape } from './model-config';
import { RowBook } from './row-book';
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
    attributes,
    shape,
  );
  const { tokens, pairs } = frame;
  const tokenRows = new Int32Array(products.length * tokens * TOKEN_FEATURES);
  const pairRows = new Int32Array(pairs * tokens * PAIR_FEATURES);
  let pair = 0;
  products.forEach((product, index) => {
    tokenRows.set(product.tokenRows, index * tokens * TOKEN_FEATURES);
    for (const { rows } of product.pairs) pairRows.set(rows, pair++ * tokens * PAIR_FEATURES);
  });
  const feeds: Feeds = {
    ...frame.feeds,
    tokens: makeTensor(tokenRows, [products.length, tokens, TOKEN_FEATURES]),
    pairs: makeTensor(pairRows, [pairs, tokens, PAIR_FEATURES]),
  };
  const { attributeRows } = frame;
  return { products: products.length, tokens, pairs, tokenRows, attributeRows, pairRows, feeds };
}

/** A product that was read, and what it is asked. */
export interface AskedProduct {
  readonly reading: Reading;
  readonly queries: readonly AttributeQuery[];
}

/**
 * Joins products and their questions into the inputs of the serving graph. There a token's row, and
 * a pair's, is the sum of two parts, and each different part is fed once: listings repeat the same
 * words in the same places.
 */
export function makeServingBatch(
  products: readonly AskedProduct[],
  shape: ModelShape,
): { readonly feeds: Feeds; readonly tokens: number } {
  const attributes: Int32Array[] = [];
  const places = new Map<AttributeQuery, number>();
  const placeOf = (query: AttributeQuery): number => {
    const place = places.get(query) ?? attributes.length;
    if (place === attributes.length) {
      attributes.push(attributeFeatures(query, shape.tables.attribute));
      places.set(query, place);
    }
    return place;
  };
  const sizes = products.map(({ reading, queries }) => {
    return { tokens: reading.tokens.length + 1, attributes: queries.map(placeOf) };
  });
  const { feeds, tokens, pairs } = makeFrame(sizes, attributes, shape);
  const token = new TokenParts(products, tokens, shape.tables.token);
  const pair = new PairParts(products, tokens, pairs, shape.tables.pair);
  return { feeds: { ...feeds, ...token.feeds(), ...pair.feeds() }, tokens };
}

/** Widths of the parts that rows are made of in the serving graph: place and words. */
export const TOKEN_PARTS = [FIRST_WORD_TOKEN_FEATURE, TOKEN_FEATURES - FIRST_WORD_TOKEN_FEATURE];
/** Widths of the parts of a pair's row: what is known, and words. */
export const PAIR_PARTS = [FIRST_WORD_PAIR_FEATURE, PAIR_FEATURES - FIRST_WORD_PAIR_FEATURE];

const LOW_SEED = 0x5bd1e995;
const HIGH_SEED = 0x1b873593;

class TokenParts {
  private readonly places = new RowBook(FIRST_WORD_TOKEN_FEATURE);
  private readonly words = new RowBook(TOKEN_FEATURES - FIRST_WORD_TOKEN_FEATURE);
  private readonly placeOf: Int32Array;
  private readonly wordsOf: Int32Array;

  constructor(
    products: readonly AskedProduct[],
    private readonly tokens: number,
    private readonly size: number,
  ) {
    this.placeOf = new Int32Array(products.length * tokens);
    this.wordsOf = new Int32Array(products.length * tokens);
    products.forEach(({ reading }, index) => this.add(reading, index * tokens));
  }

  private add(reading: Reading, start: number): void {
    const { places, words, size } = this;
    const { categoryHash } = reading;
    const nothing = places.indexOf(categoryHash, combineHashes(HIGH_SEED, categoryHash));
    if (places.isFresh) writeNullToken(places.rows, nothing * places.width, reading, size);
    this.placeOf[start] = nothing;
    for (let index = 0; index < reading.tokens.length; index++) {
      const place = places.indexOf(
        tokenPlaceKey(reading, index, LOW_SEED),
        tokenPlaceKey(reading, index, HIGH_SEED),
      );
      if (places.isFresh) writeTokenPlace(places.rows, place * places.width, reading, index, size);
      this.placeOf[start + 1 + index] = place;
      const word = words.indexOf(
        tokenWordsKey(reading, index, LOW_SEED),
        tokenWordsKey(reading, index, HIGH_SEED),
      );
      if (words.isFresh) writeTokenWords(words.rows, word * words.width, reading, index, size);
      this.wordsOf[start + 1 + index] = word;
    }
  }

  feeds(): Feeds {
    const shape = [this.placeOf.length / this.tokens, this.tokens];
    return {
      token_places: rowsTensor(this.places),
      token_words: rowsTensor(this.words),
      token_place: makeTensor(this.placeOf, shape),
      token_word: makeTensor(this.wordsOf, shape),
    };
  }
}

/** Products that are asked the same questions share the rows of every (question, context). */
interface Asking {
  readonly queries: readonly AttributeQuery[];
  readonly names: readonly NameHashes[];
  readonly products: { readonly reading: Reading; readonly firstPair: number }[];
}

class PairParts {
  private readonly known = new RowBook(FIRST_WORD_PAIR_FEATURE);
  private readonly words: Int32Array;
  private readonly knownOf: Int32Array;
  private readonly wordsOf: Int32Array;
  private readonly wordsWidth = PAIR_FEATURES - FIRST_WORD_PAIR_FEATURE;

  constructor(
    products: readonly AskedProduct[],
    private readonly tokens: number,
    private readonly pairs: number,
    private readonly size: number,
  ) {
    this.knownOf = new Int32Array(pairs * tokens);
    this.wordsOf = new Int32Array(pairs * tokens);
    const askings = groupByQuestions(products);
    for (const asking of askings) this.addKnown(asking);
    this.words = this.addWords(askings);
  }

  private addKnown({ queries, names, products }: Asking): void {
    const { known, knownOf, tokens, size } = this;
    const { width } = known;
    for (const { reading, firstPair } of products) {
      const { strongest } = reading.known;
      const plain = new Int32Array(strongest.length);
      for (let index = 0; index < strongest.length; index++) {
        const code = strongest[index] ?? 0;
        if (code === 0) continue;
        const row = known.indexOf(code, combineHashes(HIGH_SEED, code));
        if (known.isFresh) writeOtherPair(known.rows, row * width, code, size);
        plain[index] = row;
      }
      queries.forEach((query, at) => {
        const name = names[at];
        if (name === undefined) throw new RangeError('every question has a name');
        const start = (firstPair + at) * tokens;
        const asked = reading.known.ask(query.name, nameWordsOf(query));
        const low = combineHashes(combineHashes(LOW_SEED, name.categoryName), asked.best);
        const nothing = known.indexOf(low, combineHashes(HIGH_SEED, low ^ name.name));
        if (known.isFresh) writeNullPair(known.rows, nothing * width, name, asked.best, size);
        knownOf[start] = nothing;
        knownOf.set(plain, start + 1);
        for (const index of asked.touched) {
          const row = known.indexOf(
            knownPairKey(name, asked, index, LOW_SEED),
            knownPairKey(name, asked, index, HIGH_SEED),
          );
          if (known.isFresh) writeKnownPair(known.rows, row * width, name, asked, index, size);
          knownOf[start + 1 + index] = row;
        }
      });
    }
  }

  /** Rows of every question in every context that its products hold; row 0 stays empty. */
  private addWords(askings: readonly Asking[]): Int32Array {
    const { wordsOf, wordsWidth: width, tokens, size } = this;
    const tables = askings.map((asking) => ({ asking, ...contextsOf(asking) }));
    const count = tables.reduce(
      (sum, { asking, first }) => sum + asking.queries.length * first.length,
      1,
    );
    const rows = new Int32Array(count * width);
    let base = 1;
    for (const { asking, first, contexts } of tables) {
      asking.names.forEach((name, at) => {
        first.forEach(({ reading, index }, context) => {
          writePairWords(rows, (base + context) * width, name, reading, index, size);
        });
        asking.products.forEach(({ firstPair }, product) => {
          const start = (firstPair + at) * tokens + 1;
          const own = contexts[product] ?? NO_CONTEXTS;
          for (let index = 0; index < own.length; index++) {
            wordsOf[start + index] = base + (own[index] ?? 0);
          }
        });
        base += first.length;
      });
    }
    return rows;
  }

  feeds(): Feeds {
    const shape = [this.pairs, this.tokens];
    const words = [this.words.length / this.wordsWidth, this.wordsWidth];
    return {
      pair_knowns: rowsTensor(this.known),
      pair_words: makeTensor(this.words, words),
      pair_known: makeTensor(this.knownOf, shape),
      pair_word: makeTensor(this.wordsOf, shape),
    };
  }
}

const NO_CONTEXTS = new Int32Array(0);

function groupByQuestions(products: readonly AskedProduct[]): Asking[] {
  const groups: Asking[] = [];
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

/** The different contexts of the tokens of some products, and which of them each token has. */
function contextsOf({ products }: Asking): {
  readonly first: readonly { readonly reading: Reading; readonly index: number }[];
  readonly contexts: readonly Int32Array[];
} {
  const book = new RowBook(0);
  const first: { reading: Reading; index: number }[] = [];
  const contexts = products.map(({ reading }) => {
    const own = new Int32Array(reading.tokens.length);
    for (let index = 0; index < own.length; index++) {
      const context = book.indexOf(
        pairWordsKey(reading, index, LOW_SEED),
        pairWordsKey(reading, index, HIGH_SEED),
      );
      if (book.isFresh) first.push({ reading, index });
      own[index] = context - 1;
    }
    return own;
  });
  return { first, contexts };
}

function rowsTensor(book: RowBook) {
  return makeTensor(book.finish(), [book.count, book.width]);
}

/** What both graphs are fed alike: masks, the distance of tokens, the attributes and who asks. */
function makeFrame(
  products: readonly { readonly tokens: number; readonly attributes: readonly number[] }[],
  attributes: readonly Int32Array[],
  shape: ModelShape,
): {
  readonly feeds: Feeds;
  readonly tokens: number;
  readonly pairs: number;
  readonly attributeRows: Int32Array;
} {
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
  const attributeRows = new Int32Array(attributes.length * ATTRIBUTE_FEATURES);
  attributes.forEach((rows, index) => attributeRows.set(rows, index * ATTRIBUTE_FEATURES));
  const feeds: Feeds = {
    mask: makeTensor(mask, [products.length, 1, 1, tokens]),
    distance: makeTensor(distances(tokens, shape.heads), [1, shape.heads, tokens, tokens]),
    attributes: makeTensor(attributeRows, [attributes.length, ATTRIBUTE_FEATURES]),
    pair_product: makeTensor(pairProduct, [pairs]),
    pair_attribute: makeTensor(pairAttribute, [pairs]),
    pair_mask: makeTensor(pairMask, [pairs, 1, tokens]),
  };
  return { feeds, tokens, pairs, attributeRows };
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
