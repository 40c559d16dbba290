import { describe, expect, it } from 'vitest';
import { canonicalRecipe, recipeDocument } from './recipe';

describe('recipeDocument', () => {
  it('fills in what is left out and refuses what it does not know', () => {
    expect(recipeDocument.parse({})).toMatchObject({
      filter: {},
      excludeAuto: true,
      includeAbsences: true,
      maskPersonalData: true,
      maximumProductsPerSeller: null,
      split: { train: 0.8, validation: 0.1, test: 0.1 },
    });
    expect(recipeDocument.safeParse({ filter: { agreement: 1 } }).success).toBe(false);
    expect(recipeDocument.safeParse({ filter: { kinds: ['undo'] } }).success).toBe(false);
  });

  it('refuses shares that do not add up to the whole', () => {
    const split = { train: 0.8, validation: 0.1, test: 0.2 };
    expect(recipeDocument.safeParse({ split }).success).toBe(false);
  });
});

describe('canonicalRecipe', () => {
  it('is the same for the same wishes in another order', () => {
    const one = recipeDocument.parse({
      excludeAuto: false,
      filter: { kinds: ['correct', 'accept'], categoryKey: 'monitors' },
      errorWeights: { unit: 3, hallucination: 2 },
    });
    const other = recipeDocument.parse({
      filter: { categoryKey: 'monitors', kinds: ['accept', 'correct', 'accept'] },
      errorWeights: { hallucination: 2, unit: 3 },
      excludeAuto: false,
    });
    expect(canonicalRecipe(one)).toBe(canonicalRecipe(other));
    expect(canonicalRecipe(one)).not.toBe(canonicalRecipe(recipeDocument.parse({})));
  });
});
