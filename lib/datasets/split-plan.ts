import type { LeakCheck } from './contract';
import { hashText53 } from '../statistics/hash';
import {
  chanceOf,
  findBrandAndModel,
  NearDuplicates,
  splitOf,
  splits,
  wordsOf,
  type GroupingListing,
  type Split,
} from './near-duplicates';
import type { RecipeDocument } from './recipe';

export interface PlannedListing extends GroupingListing {
  readonly id: number;
  readonly sellerId: number;
}

/** Which side every product goes to. */
export interface SplitPlan {
  /** Null when the product's seller has given enough; the id must have been added. */
  sideOf(productId: number): Split | null;
  /** Number of the product's group of near-duplicates; null for a product that was not added. */
  groupOf(productId: number): number | null;
  readonly groups: number;
  readonly largestGroup: number;
  readonly leaks: LeakCheck;
}

/** Keeps some numbers of every product, 200 bytes or so, and decides at the end. */
export class SplitPlanner {
  readonly #recipe: RecipeDocument;
  readonly #index = new NearDuplicates();
  readonly #ids: number[] = [];
  readonly #sellers: number[] = [];
  readonly #texts: number[] = [];
  readonly #groupKeys: number[] = [];
  readonly #models: number[] = [];

  constructor(recipe: RecipeDocument) {
    this.#recipe = recipe;
  }

  /** Products come in rising order of id. */
  add(listing: PlannedListing): void {
    this.#index.add(listing);
    this.#ids.push(listing.id);
    this.#sellers.push(listing.sellerId);
    this.#texts.push(hashText53(wordsOf(`${listing.title} ${listing.spec}`).join(' ')));
    this.#groupKeys.push(listing.groupKey ? hashText53(listing.groupKey) : -1);
    const model = findBrandAndModel(listing);
    this.#models.push(model === null ? -1 : hashText53(model));
  }

  plan(): SplitPlan {
    const groups = this.#index.group();
    const taken = this.#takeBySeller();
    const sides = Array.from(groups, (group, place) =>
      taken[place] === 1 ? splits.indexOf(splitOf(this.#ids[group]!, this.#recipe.split)) : -1,
    );
    const sizes = new Map<number, number>();
    groups.forEach((group, place) => {
      if (sides[place] !== -1) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    });
    const ids = Int32Array.from(this.#ids);
    return {
      sideOf: (productId) => splits[sides[requirePlace(ids, productId)]!] ?? null,
      groupOf: (productId) => groups[findPlace(ids, productId)] ?? null,
      groups: sizes.size,
      largestGroup: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
      leaks: {
        sameText: countShared(this.#texts, sides),
        sameGroupKey: countShared(this.#groupKeys, sides),
        sameModel: countShared(this.#models, sides),
      },
    };
  }

  /** 1 for every product that is within its seller's limit, chosen by chance and alike each time. */
  #takeBySeller(): Uint8Array {
    const limit = this.#recipe.maximumProductsPerSeller;
    if (limit === null) return new Uint8Array(this.#ids.length).fill(1);
    const taken = new Uint8Array(this.#ids.length);
    const chances = this.#ids.map((id) => chanceOf(this.#recipe.split.seed, id));
    const order = [...this.#ids.keys()].sort((one, other) => chances[one]! - chances[other]!);
    const given = new Map<number, number>();
    for (const place of order) {
      const seller = this.#sellers[place]!;
      const before = given.get(seller) ?? 0;
      if (before < limit) taken[place] = 1;
      given.set(seller, before + 1);
    }
    return taken;
  }
}

/** How many of the marks stand on more than one side; -1 is no mark, and no side. */
function countShared(marks: readonly number[], sides: readonly number[]): number {
  const seen = new Map<number, number>();
  let shared = 0;
  marks.forEach((mark, place) => {
    const side = sides[place]!;
    if (mark === -1 || side === -1) return;
    const first = seen.get(mark);
    if (first === undefined) seen.set(mark, side);
    else if (first !== side && first !== splits.length) {
      shared += 1;
      seen.set(mark, splits.length);
    }
  });
  return shared;
}

/** -1 when it is not there. */
function findPlace(ids: Int32Array, id: number): number {
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return ids[low] === id ? low : -1;
}

function requirePlace(ids: Int32Array, id: number): number {
  const place = findPlace(ids, id);
  if (place === -1) throw new Error(`Product ${id} is not in the plan`);
  return place;
}
