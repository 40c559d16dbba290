import { describe, expect, it } from 'vitest';
import { recipeDocument, type RecipeInput } from './recipe';
import { SplitPlanner, type PlannedListing } from './split-plan';

const half = { train: 0.5, validation: 0, test: 0.5 };

function plan(recipe: RecipeInput, listings: readonly Partial<PlannedListing>[]) {
  const planner = new SplitPlanner(recipeDocument.parse(recipe));
  listings.forEach((listing, place) => {
    const id = place * 3 + 1;
    const words = `상품 ${place} 고유 ${place * 31}`;
    planner.add({
      id,
      sellerId: 1,
      title: words,
      spec: words,
      brand: null,
      groupKey: null,
      ...listing,
    });
  });
  return planner.plan();
}

describe('SplitPlanner', () => {
  it('keeps near-duplicates, group keys and models on one side, and the leak check agrees', () => {
    const pairs = Array.from({ length: 120 }, (_, pair) => [
      { groupKey: `group ${pair}` },
      { groupKey: `group ${pair}`, brand: 'ZETA', title: `ZETA ZX${1000 + pair} 가` },
      { brand: 'zeta', title: `나 다 zx-${1000 + pair}` },
    ]).flat();
    const made = plan({ split: half }, pairs);
    const sides = pairs.map((_, place) => made.sideOf(place * 3 + 1));
    for (let pair = 0; pair < 120; pair += 1) {
      expect(new Set(sides.slice(pair * 3, pair * 3 + 3)).size).toBe(1);
    }
    expect(new Set(sides)).toEqual(new Set(['train', 'test']));
    expect(made).toMatchObject({
      groups: 120,
      largestGroup: 3,
      leaks: { sameText: 0, sameGroupKey: 0, sameModel: 0 },
    });
  });

  it('takes so many products of a seller and no more, the same ones each time', () => {
    const listings = Array.from({ length: 60 }, (_, place) => ({ sellerId: place % 3 }));
    const sides = () => {
      const made = plan({ maximumProductsPerSeller: 5 }, listings);
      return listings.map((_, place) => made.sideOf(place * 3 + 1));
    };
    for (const seller of [0, 1, 2]) {
      const own = sides().filter((_, place) => place % 3 === seller);
      expect(own.filter((side) => side !== null)).toHaveLength(5);
    }
    expect(sides()).toEqual(sides());
  });

  it('refuses a product that was never added', () => {
    expect(() => plan({}, [{}]).sideOf(2)).toThrow('not in the plan');
  });
});
