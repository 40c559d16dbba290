import { ATTRIBUTE_FEATURES, PAIR_FEATURES, TOKEN_FEATURES } from './features';
import { MASKED, type ModelShape } from './model-config';
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

/** Pads products to one length and joins their questions into the model's inputs. */
export function makeBatch(
  products: readonly BatchProduct[],
  attributes: readonly Int32Array[],
  shape: ModelShape,
): Batch {
  const tokens = Math.max(...products.map((product) => product.tokens));
  const pairs = products.reduce((sum, product) => sum + product.pairs.length, 0);
  const tokenRows = new Int32Array(products.length * tokens * TOKEN_FEATURES);
  const mask = new Float32Array(products.length * tokens).fill(MASKED);
  const pairRows = new Int32Array(pairs * tokens * PAIR_FEATURES);
  const pairMask = new Float32Array(pairs * tokens).fill(MASKED);
  const pairProduct = new Int32Array(pairs);
  const pairAttribute = new Int32Array(pairs);
  let pair = 0;
  products.forEach((product, index) => {
    tokenRows.set(product.tokenRows, index * tokens * TOKEN_FEATURES);
    mask.fill(0, index * tokens, index * tokens + product.tokens);
    for (const { attribute, rows } of product.pairs) {
      pairRows.set(rows, pair * tokens * PAIR_FEATURES);
      pairMask.fill(0, pair * tokens, pair * tokens + product.tokens);
      pairProduct[pair] = index;
      pairAttribute[pair] = attribute;
      pair++;
    }
  });
  const attributeRows = new Int32Array(attributes.length * ATTRIBUTE_FEATURES);
  attributes.forEach((rows, index) => attributeRows.set(rows, index * ATTRIBUTE_FEATURES));
  const feeds: Feeds = {
    tokens: makeTensor(tokenRows, [products.length, tokens, TOKEN_FEATURES]),
    mask: makeTensor(mask, [products.length, 1, 1, tokens]),
    distance: makeTensor(distances(tokens, shape.heads), [1, shape.heads, tokens, tokens]),
    attributes: makeTensor(attributeRows, [attributes.length, ATTRIBUTE_FEATURES]),
    pair_product: makeTensor(pairProduct, [pairs]),
    pair_attribute: makeTensor(pairAttribute, [pairs]),
    pairs: makeTensor(pairRows, [pairs, tokens, PAIR_FEATURES]),
    pair_mask: makeTensor(pairMask, [pairs, 1, tokens]),
  };
  return {
    products: products.length,
    tokens,
    pairs,
    tokenRows,
    attributeRows,
    pairRows,
    feeds,
  };
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
