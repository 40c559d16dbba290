import { avalanche, hashText, hashText53 } from '../statistics/hash';
import type { SplitShares } from './recipe';

/** What says that two listings are the same product, or nearly. */
export interface GroupingListing {
  readonly title: string;
  readonly spec: string;
  readonly brand: string | null;
  readonly groupKey: string | null;
}

const BANDS = 8;
const ROWS_PER_BAND = 8;
const HASHES = BANDS * ROWS_PER_BAND;
/** Estimated Jaccard similarity of the word pairs from which two listings are near-duplicates. */
const NEAR = 0.7;
/** So many different listings of one bucket are compared with; a bucket of one template has thousands. */
const MAXIMUM_LEADERS = 16;

const permutations = Uint32Array.from({ length: HASHES }, (_, index) =>
  avalanche(Math.imul(index + 1, 0x9e3779b9)),
);

/**
 * Collects listings and says which belong together: near-duplicate title and spec (MinHash over pairs
 * of words, bands of LSH, checked against the estimated similarity), the same group key, or the same
 * brand and model number. Listings added in the same order give the same groups. About 150 bytes each.
 */
export class NearDuplicates {
  #count = 0;
  #sketches = new Uint8Array(HASHES * 1024);
  #bandKeys = new Float64Array(BANDS * 1024);
  #parents = new Int32Array(1024);
  readonly #first = new Map<number, number>();

  /** The number of the listing: 0, 1, 2 … */
  add(listing: GroupingListing): number {
    const index = this.#count;
    this.#count += 1;
    if (this.#count > this.#parents.length) this.#grow();
    this.#parents[index] = index;
    const signature = minHash(`${listing.title} ${listing.spec}`);
    for (let place = 0; place < HASHES; place += 1) {
      this.#sketches[index * HASHES + place] = signature[place]! & 0xff;
    }
    for (let band = 0; band < BANDS; band += 1) {
      const rows = signature.subarray(band * ROWS_PER_BAND, (band + 1) * ROWS_PER_BAND);
      this.#bandKeys[index * BANDS + band] = hashRows(rows);
    }
    if (listing.groupKey) this.#joinFirst(hashText53(`g\n${listing.groupKey}`), index);
    const model = findBrandAndModel(listing);
    if (model !== null) this.#joinFirst(hashText53(`m\n${model}`), index);
    return index;
  }

  /** For every listing the least number of its group. */
  group(): Int32Array {
    for (let band = 0; band < BANDS; band += 1) this.#joinBand(band);
    return Int32Array.from({ length: this.#count }, (_, index) => this.#rootOf(index));
  }

  #joinBand(band: number): void {
    const keyOf = (index: number) => this.#bandKeys[index * BANDS + band]!;
    const order = Int32Array.from({ length: this.#count }, (_, index) => index);
    order.sort((one, other) => keyOf(one) - keyOf(other) || one - other);
    let leaders: number[] = [];
    for (let place = 0; place < order.length; place += 1) {
      const index = order[place]!;
      if (place === 0 || keyOf(order[place - 1]!) !== keyOf(index)) leaders = [];
      const near = leaders.filter((leader) => this.#similarity(leader, index) >= NEAR);
      for (const leader of near) this.#join(leader, index);
      if (near.length === 0 && leaders.length < MAXIMUM_LEADERS) leaders.push(index);
    }
  }

  /** Jaccard similarity as the lowest bytes of the hashes estimate it; one in 256 agrees by chance. */
  #similarity(one: number, other: number): number {
    let same = 0;
    for (let place = 0; place < HASHES; place += 1) {
      if (this.#sketches[one * HASHES + place] === this.#sketches[other * HASHES + place])
        same += 1;
    }
    return (same / HASHES - 1 / 256) / (1 - 1 / 256);
  }

  #joinFirst(hash: number, index: number): void {
    const first = this.#first.get(hash);
    if (first === undefined) this.#first.set(hash, index);
    else this.#join(first, index);
  }

  #join(one: number, other: number): void {
    const [a, b] = [this.#rootOf(one), this.#rootOf(other)];
    if (a !== b) this.#parents[Math.max(a, b)] = Math.min(a, b);
  }

  #rootOf(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    for (let at = index; at !== root;) {
      const next = this.#parents[at]!;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  #grow(): void {
    const room = this.#parents.length * 2;
    const larger = {
      sketches: new Uint8Array(HASHES * room),
      keys: new Float64Array(BANDS * room),
    };
    larger.sketches.set(this.#sketches);
    larger.keys.set(this.#bandKeys);
    const parents = new Int32Array(room);
    parents.set(this.#parents);
    [this.#sketches, this.#bandKeys, this.#parents] = [larger.sketches, larger.keys, parents];
  }
}

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

/** The side of a group, by the hash of its seed and the id of its first product. */
export function splitOf(groupId: number, { seed, train, validation, test }: SplitShares): Split {
  const place = hashText53(`${seed}\n${groupId}`) / 2 ** 53;
  if (place < train) return 'train';
  if (place < train + validation) return 'validation';
  // Shares are sums of decimals: without a test share nothing may fall behind the last border.
  if (test > 0) return 'test';
  return validation > 0 ? 'validation' : 'train';
}

/** A number in [0, 2^53) that orders products by chance, the same way every time. */
export function chanceOf(seed: string, productId: number): number {
  return hashText53(`${seed}\nproduct ${productId}`);
}

/** `brand model` in one spelling, or null when the listing does not show both. */
export function findBrandAndModel({ title, brand }: GroupingListing): string | null {
  if (!brand?.trim()) return null;
  const models = (title.normalize('NFKC').match(modelShape) ?? []).filter(isModelNumber);
  const [longest] = models.sort(
    (one, other) => other.length - one.length || (one < other ? -1 : 1),
  );
  return longest
    ? `${wordsOf(brand).join(' ')}\n${longest.replaceAll(/[-_/.]/g, '').toLowerCase()}`
    : null;
}

const modelShape = /[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*/g;
/** 27inch, 2560x1440, 3200mAh, DDR5-5600, USB3.2: a quantity or a standard, no model number. */
const measureShape =
  /^(\d[\d.,]*[a-z]{0,4}|\d+x\d+(x\d+)?[a-z]*|(ddr|lpddr|gddr|usb|hdmi|dp|wifi|win|windows|hdr|rtx|gtx|rx|core|ryzen|wqhd|uhd|ips|m\.?2|pcie|type)[-_.]?\w*([-.]\w+)*)$/i;

function isModelNumber(word: string): boolean {
  const letters = word.replaceAll(/[^A-Za-z]/g, '').length;
  const digits = word.replaceAll(/\D/g, '').length;
  return letters >= 1 && digits >= 2 && letters + digits >= 5 && !measureShape.test(word);
}

/** Lower-case words of letters and digits in their order. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function minHash(text: string): Uint32Array {
  const words = wordsOf(text);
  const signature = new Uint32Array(HASHES).fill(0xffffffff);
  const seen = new Set<number>();
  for (let place = 0; place < Math.max(1, words.length - 1); place += 1) {
    const hash = hashText(words.slice(place, place + 2).join(' '), 1);
    if (seen.has(hash)) continue;
    seen.add(hash);
    for (let each = 0; each < HASHES; each += 1) {
      const permuted = avalanche(hash ^ permutations[each]!) >>> 0;
      if (permuted < signature[each]!) signature[each] = permuted;
    }
  }
  return signature;
}

function hashRows(rows: Uint32Array): number {
  let [high, low] = [0x12345, 0x6789a];
  for (const row of rows) {
    high = avalanche(Math.imul(high, 31) ^ row);
    low = avalanche(Math.imul(low, 37) ^ row);
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
