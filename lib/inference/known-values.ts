import type { Match } from './gazetteer';
import { combineHashes } from '../statistics/hash';
import type { Place } from './layout';
import type { Token } from './tokenise';

/** What is known of one attribute at each token, as codes; 0 for nothing. */
export interface Asked {
  readonly own: Int32Array;
  readonly anywhere: Int32Array;
  readonly ownPattern: Int32Array;
  readonly patternAnywhere: Int32Array;
  /** 1 where a heading names the attribute, 2 where the token does, 3 where both do. */
  readonly heading: Uint8Array;
  /** What is known of the token as a value of another attribute. */
  other(index: number): number;
  /** How trusted the best known value in the whole text is. */
  readonly best: number;
  /** The tokens where anything but `other` may be known. */
  readonly touched: readonly number[];
}

/** The known values of one text, arranged for asking about one attribute after another. */
export class KnownValues {
  private readonly byAttribute = new Map<string, Match[]>();
  private readonly claims: readonly (readonly number[] | undefined)[];
  private readonly others: Others;
  private readonly wordPlaces = new Map<number, number[]>();
  private readonly headingPlaces = new Map<number, number[]>();
  private readonly slots: readonly Slot[];
  private readonly heading: Uint8Array;
  private touched: number[] = [];

  constructor(tokens: readonly Token[], places: readonly Place[], matches: readonly Match[]) {
    const { length } = tokens;
    this.slots = Array.from({ length: 4 }, () => new Slot(length));
    this.heading = new Uint8Array(length);
    this.others = new Others(length);
    const claims: (Claim[] | undefined)[] = [];
    for (const match of matches) {
      addTo(this.byAttribute, match.attribute, match);
      if (!match.isOwnCategory || match.isPattern) continue;
      KnownValues.claim(claims, match);
      this.others.offer(match);
    }
    tokens.forEach(({ hash }, index) => {
      addTo(this.wordPlaces, hash, index);
      for (const word of places[index]?.headingWords ?? []) addTo(this.headingPlaces, word, index);
    });
    this.claims = claims.map((each) =>
      each
        ?.sort((a, b) => b.score - a.score)
        .slice(0, 2)
        .map(({ code }) => code),
    );
  }

  /** Codes of the two attributes of the own category that claim a token most strongly. */
  claimsAt(index: number): readonly number[] {
    return this.claims[index] ?? NO_CLAIMS;
  }

  /** The strongest code at a token as a value of any attribute, 0 for none. */
  get strongest(): Int32Array {
    return this.others.first.codes;
  }

  /** What is known of one attribute; good until the next is asked. */
  ask(attribute: string, nameWords: ReadonlySet<number>): Asked {
    const [own, anywhere, ownPattern, patternAnywhere] = this.slots;
    if (!own || !anywhere || !ownPattern || !patternAnywhere) throw new TypeError('four slots');
    for (const index of this.touched) {
      for (const slot of this.slots) slot.clear(index);
      this.heading[index] = 0;
    }
    this.touched = [];
    let best = 0;
    for (const match of this.byAttribute.get(attribute) ?? []) {
      const slot = this.slots[Number(match.isPattern) * 2 + Number(!match.isOwnCategory)];
      slot?.offer(match, 1);
      for (let index = match.first; index <= match.last; index++) this.touched.push(index);
      if (!match.isPattern) best = Math.max(best, 1 + precisionBand(match.precision));
    }
    for (const word of nameWords) {
      this.mark(this.headingPlaces.get(word) ?? [], 1);
      this.mark(this.wordPlaces.get(word) ?? [], 2);
    }
    return {
      own: own.codes,
      anywhere: anywhere.codes,
      ownPattern: ownPattern.codes,
      patternAnywhere: patternAnywhere.codes,
      heading: this.heading,
      other: (index) => this.others.codeAt(index, attribute),
      best,
      touched: this.touched,
    };
  }

  private mark(places: readonly number[], bit: number): void {
    for (const index of places) {
      this.heading[index] = (this.heading[index] ?? 0) | bit;
      this.touched.push(index);
    }
  }

  private static claim(all: (Claim[] | undefined)[], match: Match): void {
    const { attribute, attributeHash } = match;
    const span = match.last - match.first;
    const score = match.precision * Math.log1p(match.labelled) + span;
    for (let index = match.first; index <= match.last; index++) {
      const claims = (all[index] ??= []);
      const known = claims.find((claim) => claim.attribute === attribute);
      if (known !== undefined && known.score >= score) continue;
      const code = combineHashes(attributeHash, codeOf(match, index));
      if (known === undefined) claims.push({ attribute, score, code });
      else Object.assign(known, { score, code });
    }
  }
}

interface Claim {
  readonly attribute: string;
  score: number;
  code: number;
}

const NO_CLAIMS: readonly number[] = [];

/** Keeps the most trusted, longest match over each token. */
class Slot {
  readonly codes: Int32Array;
  readonly scores: Float32Array;

  constructor(length: number) {
    this.codes = new Int32Array(length);
    this.scores = new Float32Array(length);
  }

  offer(match: Match, salt: number): void {
    const score = scoreOf(match);
    for (let index = match.first; index <= match.last; index++) {
      if (score <= (this.scores[index] ?? 0)) continue;
      this.scores[index] = score;
      this.codes[index] = combineHashes(salt, codeOf(match, index));
    }
  }

  clear(index: number): void {
    this.scores[index] = 0;
    this.codes[index] = 0;
  }
}

/** The best match over each token, and the best of any other attribute than that one's. */
class Others {
  readonly first: Slot;
  private readonly second: Slot;
  private readonly attributes: (string | undefined)[] = [];

  constructor(length: number) {
    this.first = new Slot(length);
    this.second = new Slot(length);
  }

  codeAt(index: number, attribute: string): number {
    const slot = this.attributes[index] === attribute ? this.second : this.first;
    return slot.codes[index] ?? 0;
  }

  offer(match: Match): void {
    const score = scoreOf(match);
    const { first, second, attributes } = this;
    for (let index = match.first; index <= match.last; index++) {
      const code = combineHashes(match.attributeHash, codeOf(match, index));
      const best = first.scores[index] ?? 0;
      if (score > best) {
        if (attributes[index] !== match.attribute) {
          second.scores[index] = best;
          second.codes[index] = first.codes[index] ?? 0;
        }
        attributes[index] = match.attribute;
        first.scores[index] = score;
        first.codes[index] = code;
      } else if (attributes[index] !== match.attribute && score > (second.scores[index] ?? 0)) {
        second.scores[index] = score;
        second.codes[index] = code;
      }
    }
  }
}

const scoreOf = (match: Match): number =>
  precisionBand(match.precision) + 1 + (match.last - match.first + 1) * 0.3;

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

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
