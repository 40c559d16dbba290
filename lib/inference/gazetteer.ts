import { combineHashes, hashText } from '../statistics/hash';
import { patternOf, tokeniseText, type Token } from './tokenise';

/** How often a text was a value of an attribute, and in how many products it stood at all. */
export interface GazetteerEntry {
  /** Null counts over all categories. */
  readonly category: string | null;
  readonly attribute: string;
  /** A value, or the pattern of values (`patternOf`) when `isPattern`. */
  readonly text: string;
  readonly isPattern: boolean;
  readonly labelled: number;
  readonly occurrences: number;
}

/** A stretch of tokens `[first, last]` that is a known value, or has the pattern of one. */
export interface Match {
  readonly first: number;
  readonly last: number;
  readonly attribute: string;
  readonly attributeHash: number;
  /** Whether the counts are of the product's own category. */
  readonly isOwnCategory: boolean;
  /** Whether only the pattern agrees: digits differ. */
  readonly isPattern: boolean;
  /** Share of the occurrences that were labelled as a value, in [0, 1]. */
  readonly precision: number;
  readonly labelled: number;
}

/** What one training product contributed itself, taken off the counts when that product is read. */
export interface OwnLabels {
  /** `labelKey(attribute, key)` of each of its values and their patterns. */
  readonly labels: ReadonlySet<number>;
  readonly attributes: ReadonlySet<string>;
}

const MAXIMUM_VALUE_TOKENS = 16;
const PATTERN_SEED = 0x50415454;

interface Count {
  readonly category: string | null;
  readonly attribute: string;
  readonly attributeHash: number;
  readonly isPattern: boolean;
  labelled: number;
  occurrences: number;
}

/**
 * The values seen in training or listed by a schema, found in a text by token sequence (case and
 * spacing do not matter), with statistics of how far an occurrence can be trusted.
 */
export class Gazetteer {
  private readonly counts = new Map<number, Count[]>();
  private readonly firstTokens = new Set<number>();
  private longest = 1;

  /** `base` is searched beside the entries. */
  constructor(
    entries: Iterable<GazetteerEntry> = [],
    private readonly base: Gazetteer | null = null,
  ) {
    for (const entry of entries) this.add(entry);
  }

  private add(entry: GazetteerEntry): void {
    const tokens = tokeniseText(entry.text);
    const [head] = tokens;
    if (head === undefined || tokens.length > MAXIMUM_VALUE_TOKENS) return;
    this.longest = Math.max(this.longest, tokens.length);
    this.firstTokens.add(head.hash);
    const key = entry.isPattern ? patternKey(tokens) : exactKey(tokens);
    const counts = this.counts.get(key) ?? [];
    const { category, attribute, isPattern, labelled, occurrences } = entry;
    const attributeHash = hashText(attribute);
    counts.push({ category, attribute, attributeHash, isPattern, labelled, occurrences });
    this.counts.set(key, counts);
  }

  /**
   * All known values and patterns in `tokens`, for the product's category and for any category.
   * `own` leaves one training product's contribution out of the counts.
   */
  find(tokens: readonly Token[], category: string, own?: OwnLabels): Match[] {
    const matches = this.base?.find(tokens, category, own) ?? [];
    const report = (key: number, first: number, last: number): void => {
      for (const count of this.counts.get(key) ?? []) {
        if (count.category !== null && count.category !== category) continue;
        const isOwn = own?.labels.has(combineHashes(count.attributeHash, key)) ?? false;
        const labelled = count.labelled - (isOwn ? 1 : 0);
        if (labelled <= 0) continue;
        const occurrences = count.occurrences - (own?.attributes.has(count.attribute) ? 1 : 0);
        matches.push({
          first,
          last,
          attribute: count.attribute,
          attributeHash: count.attributeHash,
          isOwnCategory: count.category !== null,
          isPattern: count.isPattern,
          precision: labelled / Math.max(labelled, occurrences),
          labelled,
        });
      }
    };
    this.walk(tokens, report);
    return matches;
  }

  /** Keys of the known values and patterns that stand in `tokens`. */
  keysIn(tokens: readonly Token[]): Set<number> {
    const keys = new Set<number>();
    this.walk(tokens, (key) => {
      if (this.counts.has(key)) keys.add(key);
    });
    return keys;
  }

  private walk(
    tokens: readonly Token[],
    visit: (key: number, first: number, last: number) => void,
  ): void {
    for (let first = 0; first < tokens.length; first++) {
      const head = tokens[first];
      const opensValue = head !== undefined && this.firstTokens.has(head.hash);
      const opensPattern = head !== undefined && this.firstTokens.has(head.patternHash);
      if (!opensValue && !opensPattern) continue;
      let exact = 0;
      let pattern = PATTERN_SEED;
      const limit = Math.min(tokens.length, first + this.longest);
      for (let last = first; last < limit; last++) {
        const token = tokens[last];
        if (token === undefined || token.field !== head?.field) break;
        exact = combineHashes(exact, token.hash);
        pattern = combineHashes(pattern, token.patternHash);
        if (opensValue) visit(exact, first, last);
        if (opensPattern) visit(pattern, first, last);
      }
    }
  }
}

export function exactKey(tokens: readonly Token[]): number {
  return tokens.reduce((key, token) => combineHashes(key, token.hash), 0);
}

export function patternKey(tokens: readonly Token[]): number {
  return tokens.reduce((key, token) => combineHashes(key, token.patternHash), PATTERN_SEED);
}

export function labelKey(attribute: string, key: number): number {
  return combineHashes(hashText(attribute), key);
}

/** The pattern of a value, or null when it has no digits and so no pattern of its own. */
export function valuePattern(text: string): string | null {
  const pattern = patternOf(text);
  return /\p{N}/u.test(text) ? pattern : null;
}
