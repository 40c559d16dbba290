import { describe, expect, it } from 'vitest';
import { findSchemaProblems } from '../check-schema';
import { loadTaxonomy, searchTaxonomy } from './load-taxonomy';
import { readNoticeGroups } from './read-notice-groups';

const taxonomy = await loadTaxonomy();
const names = (query: string) =>
  searchTaxonomy(taxonomy, query, 5).map(({ pathEn }) => pathEn.at(-1));

describe('the Shopify taxonomy', () => {
  it('is read once', () => {
    expect(loadTaxonomy()).toBe(loadTaxonomy());
  });

  it('is found by Korean and by English words, whole names first', () => {
    expect(names('laptops')[0]).toBe('Laptops');
    const [korean] = searchTaxonomy(taxonomy, '레깅스', 5);
    expect(korean?.pathKo.at(-1)).toBe('레깅스');
    expect(searchTaxonomy(taxonomy, '컴퓨터모니터', 1)[0]?.pathKo.at(-1)).toBe('컴퓨터 모니터');
    expect(searchTaxonomy(taxonomy, '없는이름없음', 5)).toEqual([]);
  });

  it('shows its roots when nothing is asked', () => {
    const roots = searchTaxonomy(taxonomy, ' ', 100);
    expect(roots.length).toBeGreaterThan(20);
    expect(roots.every(({ pathKo }) => pathKo.length === 1)).toBe(true);
  });

  it('gives every category its whole path and attributes that can be saved as they are', () => {
    for (const category of taxonomy.categories.values()) {
      expect(category.pathKo.length).toBe(category.id.split('-').length);
      expect(category.pathEn.length).toBe(category.pathKo.length);
    }
    const [laptops] = searchTaxonomy(taxonomy, 'laptops', 1);
    const attributes = laptops ? taxonomy.attributesOf(laptops) : [];
    expect(attributes.length).toBeGreaterThan(3);
    expect(findSchemaProblems(attributes)).toEqual([]);
  });
});

describe('the notice table', () => {
  it('has 35 groups of 378 attributes that can be saved as they are', () => {
    const groups = readNoticeGroups();
    expect(groups).toHaveLength(35);
    expect(groups.flatMap(({ draft }) => draft)).toHaveLength(378);
    for (const { draft } of groups) {
      expect(findSchemaProblems(draft.map(({ attribute }) => attribute))).toEqual([]);
    }
  });
});
