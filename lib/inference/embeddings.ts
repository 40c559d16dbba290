import {
  FIRST_WORD_PAIR_FEATURE,
  FIRST_WORD_TOKEN_FEATURE,
  PAIR_FEATURES,
  TOKEN_FEATURES,
  attributeFeatures,
  type AttributeQuery,
  type TableSizes,
} from './features';
import { RowSums, sumRows, type Table } from './row-sums';

/** The embedding tables of a model by name. */
export type Tables = Readonly<Record<keyof TableSizes, Table>>;

/** Sums that are kept of words, and of what is known beside them: up to 40 MB at the usual widths. */
const KEPT = { tokens: 16384, pairs: 65536 };

/**
 * What a graph is fed in place of hashed features: rows of its tables added up. A token's row, and a
 * pair's, is the sum of two parts that repeat by themselves.
 */
export class Embeddings {
  readonly sizes: TableSizes;
  readonly tokenPlaces: RowSums;
  readonly tokenWords: RowSums;
  readonly pairKnowns: RowSums;
  readonly pairWords: RowSums;
  private readonly attributeTable: Table;
  private readonly attributes = new WeakMap<AttributeQuery, Float32Array>();

  constructor({ token, attribute, pair }: Tables) {
    this.sizes = { token: rowsOf(token), attribute: rowsOf(attribute), pair: rowsOf(pair) };
    const wordsOfToken = TOKEN_FEATURES - FIRST_WORD_TOKEN_FEATURE;
    const wordsOfPair = PAIR_FEATURES - FIRST_WORD_PAIR_FEATURE;
    this.tokenPlaces = new RowSums(token, FIRST_WORD_TOKEN_FEATURE, KEPT.tokens);
    this.tokenWords = new RowSums(token, wordsOfToken, KEPT.tokens);
    this.pairKnowns = new RowSums(pair, FIRST_WORD_PAIR_FEATURE, KEPT.pairs);
    this.pairWords = new RowSums(pair, wordsOfPair, KEPT.pairs);
    this.attributeTable = attribute;
  }

  startBatch(): void {
    const { tokenPlaces, tokenWords, pairKnowns, pairWords } = this;
    for (const sums of [tokenPlaces, tokenWords, pairKnowns, pairWords]) sums.startBatch();
  }

  /** The sum of an attribute's rows [width]. */
  attribute(query: AttributeQuery): Float32Array {
    const known = this.attributes.get(query);
    if (known !== undefined) return known;
    const sum = new Float32Array(this.attributeTable.width);
    const features = attributeFeatures(query, this.sizes.attribute);
    sumRows(sum, 0, this.attributeTable, features);
    this.attributes.set(query, sum);
    return sum;
  }
}

const rowsOf = ({ values, width }: Table): number => values.length / width;
