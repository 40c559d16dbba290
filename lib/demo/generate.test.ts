import { describe, expect, it } from 'vitest';
import { schemaDocument } from '../values/contract';
import { normaliseSurface } from '../values/normalise';
import { categoryRecipes, departments } from './categories';
import { toExtractionLines, toListingLines } from './export-lines';
import {
  demoProductsPerCategory,
  demoSchemas,
  demoSeed,
  generateCatalogue,
  type DemoCatalogue,
  type DemoProduct,
} from './generate';
import { shapes, type Shape } from './shapes';

const demo = generateCatalogue({ seed: demoSeed, productsPerCategory: demoProductsPerCategory });

function* eachSpan(catalogue: DemoCatalogue) {
  for (const [index, gold] of catalogue.gold.entries()) {
    const product = catalogue.products[index];
    if (!product) throw new Error(`gold ${index} has no product`);
    for (const [key, answer] of Object.entries(gold.attributes)) {
      for (const span of answer?.spans ?? []) yield { product, gold, key, span };
    }
  }
}

describe('the demo catalogue', () => {
  it('is the same, byte for byte, for the same seed and another for another seed', () => {
    const small = { seed: 5, productsPerCategory: 4 };
    const first = JSON.stringify(generateCatalogue(small));
    expect(JSON.stringify(generateCatalogue(small))).toBe(first);
    expect(JSON.stringify(generateCatalogue({ ...small, seed: 6 }))).not.toBe(first);
  });

  it('leaves the other categories as they are when one is left out', () => {
    const options = { seed: 5, productsPerCategory: 4 };
    const whole = generateCatalogue(options);
    const part = generateCatalogue({ ...options, categoryKeys: ['laptop'] });
    const laptops = whole.products.filter(({ categoryKey }) => categoryKey === 'laptop');
    expect(part.products.map(({ title }) => title)).toEqual(laptops.map(({ title }) => title));
    expect(part.schemas.map(({ category }) => category.key)).toEqual(['laptop']);
  });

  it('holds at least 400 Korean and 40 English listings in more than ten categories', () => {
    const inLanguage = (language: string) =>
      demo.products.filter((product) => product.language === language).length;
    expect(inLanguage('ko')).toBeGreaterThanOrEqual(400);
    expect(inLanguage('en')).toBeGreaterThanOrEqual(40);
    expect(new Set(demo.products.map(({ categoryKey }) => categoryKey)).size).toBeGreaterThan(10);
    expect(new Set(demo.products.map(({ seller }) => seller)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(shapes)('shows the shape %s', (shape: Shape) => {
    const rare: readonly Shape[] = ['swapped-values', 'unit-conflict', 'implausible'];
    const count = demo.gold.filter((gold) => gold.shapes.includes(shape)).length;
    expect(count).toBeGreaterThanOrEqual(rare.includes(shape) ? 3 : 10);
  });

  it('has a refrigerator whose freezer is said to be larger than its fridge', () => {
    const amount = (value: unknown) => (typeof value === 'number' ? value : NaN);
    const turned = demo.gold.filter(({ categoryKey, attributes }) => {
      if (categoryKey !== 'refrigerator') return false;
      const freezer = amount(attributes['freezer-capacity']?.value);
      return freezer > amount(attributes['fridge-capacity']?.value);
    });
    expect(turned.length).toBeGreaterThan(0);
  });

  it('gives no two listings of a seller the same external id', () => {
    const ids = demo.products.map(({ seller, externalId }) => `${seller}/${externalId}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('offers a shared product by two to nine different sellers', () => {
    const groups = new Map<string, DemoProduct[]>();
    for (const product of demo.products) {
      if (product.groupKey === null) continue;
      groups.set(product.groupKey, [...(groups.get(product.groupKey) ?? []), product]);
    }
    expect(groups.size).toBeGreaterThan(20);
    for (const offers of groups.values()) {
      const sellers = new Set(offers.map(({ seller }) => seller));
      expect(sellers.size).toBe(offers.length);
      expect(offers.length).toBeGreaterThanOrEqual(2);
      expect(offers.length).toBeLessThanOrEqual(9);
      expect(new Set(offers.map(({ categoryKey }) => categoryKey)).size).toBe(1);
    }
  });

  it('has whole prices, one to three images, and a spec for every listing', () => {
    for (const product of demo.products) {
      expect(product.price % 10).toBe(0);
      expect(product.price).toBeGreaterThan(1000);
      expect([1, 2, 3]).toContain(product.imageUrls.length);
      expect(product.title.trim()).toBe(product.title);
      expect(product.title).not.toMatch(/[?{}<>]|undefined| {2}/u);
      expect(product.spec).not.toMatch(/[{}<>]|undefined/u);
      expect(product.description).not.toMatch(/[{}<>]|undefined/u);
    }
  });
});

describe('the gold values', () => {
  it('stand exactly where the offsets say', () => {
    const spans = [...eachSpan(demo)];
    const misplaced = spans.filter(({ product, span: { field, start, end, surface } }) => {
      return field === 'review' || product[field].slice(start, end) !== surface;
    });
    expect(misplaced).toEqual([]);
    expect(spans.length).toBeGreaterThan(4000);
  });

  it('answer every attribute of the schema, with null where the texts do not say', () => {
    const keysOf = new Map(
      demo.schemas.map(({ category, attributes }) => [
        category.key,
        attributes.map(({ key }) => key),
      ]),
    );
    for (const gold of demo.gold) {
      expect(Object.keys(gold.attributes)).toEqual(keysOf.get(gold.categoryKey));
    }
    const answers = demo.gold.flatMap((gold) => Object.values(gold.attributes));
    const nullShare = answers.filter((answer) => answer === null).length / answers.length;
    expect(nullShare).toBeGreaterThan(0.2);
    expect(nullShare).toBeLessThan(0.5);
  });

  it('are what the normaliser makes of the surface form', () => {
    const definitions = new Map(
      demo.schemas.flatMap(({ category, attributes }) =>
        attributes.map((attribute) => [`${category.key}/${attribute.key}`, attribute] as const),
      ),
    );
    // Areas are written in rounded pyeong, so that numbers come back within one percent.
    const isNear = (read: number, right: number) =>
      Math.abs(read - right) <= Math.abs(right) * 0.01;
    const wrong = [...eachSpan(demo)].flatMap(({ gold, key, span: { surface, value } }) => {
      const definition = definitions.get(`${gold.categoryKey}/${key}`);
      const read = definition && normaliseSurface(surface, definition).value;
      const isRight =
        typeof read === 'number' && typeof value === 'number'
          ? isNear(read, value)
          : read === value;
      return isRight ? [] : [`${gold.categoryKey}/${key}: ${surface} is ${value}, read as ${read}`];
    });
    expect(wrong).toEqual([]);
  });

  it('are null only where no whole segment of the spec spells a listed value', () => {
    const listed = new Map(
      demo.schemas.flatMap(({ category, attributes }) =>
        attributes
          .filter(({ type }) => type === 'enum')
          .map(({ key, values }) => [
            `${category.key}/${key}`,
            new Set(values.flatMap(({ value, synonyms }) => [value, ...synonyms])),
          ]),
      ),
    );
    for (const [index, gold] of demo.gold.entries()) {
      const segments = demo.products[index]?.spec.split(/ \/ | \| |\n|, |\//) ?? [];
      const marked = new Set(
        Object.values(gold.attributes).flatMap((answer) =>
          (answer?.spans ?? []).map(({ surface }) => surface),
        ),
      );
      for (const [key, answer] of Object.entries(gold.attributes)) {
        if (answer !== null) continue;
        const spellings = listed.get(`${gold.categoryKey}/${key}`) ?? new Set<string>();
        const stray = segments.filter((each) => spellings.has(each) && !marked.has(each));
        expect(stray, `${gold.categoryKey}/${key}`).toEqual([]);
      }
    }
  });
});

describe('the demo schemas', () => {
  it('parse, have 8 to 15 attributes, unique keys and names, and a place in the tree', () => {
    const nodes = new Map(departments.map((department) => [department.key, department]));
    for (const schema of demoSchemas()) {
      const { category, attributes } = schemaDocument.parse(schema);
      expect(attributes.length, category.key).toBeGreaterThanOrEqual(8);
      expect(attributes.length, category.key).toBeLessThanOrEqual(15);
      for (const name of ['key', 'nameKo', 'nameEn'] as const) {
        expect(new Set(attributes.map((attribute) => attribute[name])).size).toBe(
          attributes.length,
        );
      }
      category.path.forEach((key, depth) => {
        expect(nodes.get(key)?.parentKey, key).toBe(category.path[depth - 1] ?? null);
      });
    }
    expect(new Set(categoryRecipes.map(({ key }) => key)).size).toBe(categoryRecipes.length);
  });

  it('use every attribute type, several values, units, ranges and guidelines', () => {
    const attributes = demoSchemas().flatMap((schema) => schema.attributes);
    for (const type of ['enum', 'text', 'number', 'boolean']) {
      expect(attributes.some((attribute) => attribute.type === type)).toBe(true);
    }
    expect(attributes.some(({ isMultiple }) => isMultiple)).toBe(true);
    expect(attributes.every(({ guideline }) => guideline !== '')).toBe(true);
    for (const { type, minimum, maximum } of attributes) {
      if (type === 'number') expect(minimum ?? NaN).toBeLessThan(maximum ?? NaN);
    }
  });
});

describe('customer reviews', () => {
  it('belong to a listing, are dated and rated, and cite the sentence that judges an attribute', () => {
    const ids = new Set(demo.products.map(({ seller, externalId }) => `${seller}/${externalId}`));
    const keysOf = new Map(
      demo.gold.map((gold) => [
        `${gold.seller}/${gold.externalId}`,
        new Set(Object.keys(gold.attributes)),
      ]),
    );
    expect(demo.reviews.length).toBeGreaterThan(500);
    expect(demo.reviews.some(({ language }) => language === 'en')).toBe(true);
    for (const review of demo.reviews) {
      const id = `${review.seller}/${review.externalId}`;
      expect(ids.has(id)).toBe(true);
      expect(review.date).toMatch(/^202\d-\d\d-\d\d$/);
      expect([1, 2, 3, 4, 5]).toContain(review.rating);
      expect(review.text).not.toMatch(/[{}<>]|undefined/);
      for (const { attributeKey, start, end } of review.mentions) {
        expect(keysOf.get(id)?.has(attributeKey)).toBe(true);
        expect(review.text.slice(start, end).trim().length).toBeGreaterThan(3);
      }
    }
    const mentioning = demo.reviews.filter(({ mentions }) => mentions.length > 0);
    expect(mentioning.length / demo.reviews.length).toBeGreaterThan(0.3);
  });
});

describe('the exports', () => {
  it('write every surface of an extraction line at its offsets in title or text', () => {
    const lines = toExtractionLines(demo);
    expect(lines).toHaveLength(demo.products.length);
    for (const line of lines) {
      for (const [name, spans] of Object.entries(line.spans)) {
        for (const { field, start, end, surface } of spans) {
          expect(line[field].slice(start, end)).toBe(surface);
        }
        const surfaces = new Set(spans.map(({ surface }) => surface));
        const answers = line.attributes[name] ?? [];
        expect(answers.length).toBeGreaterThan(0);
        for (const answer of answers) expect(surfaces.has(answer)).toBe(true);
      }
    }
  });

  it('name attributes and categories in the language of the listing', () => {
    const english = toExtractionLines(demo).filter((_line, index) => {
      return demo.products[index]?.language === 'en';
    });
    for (const line of english) {
      expect(`${line.title}${line.text}${line.category}`).not.toMatch(/\p{Script=Hangul}/u);
      expect(Object.keys(line.attributes).join('')).not.toMatch(/\p{Script=Hangul}/u);
    }
  });

  it('write listings in the fields that an import reads', () => {
    const [line] = toListingLines(demo);
    expect(Object.keys(line ?? {})).toEqual([
      'externalId',
      'seller',
      'category',
      'title',
      'spec',
      'description',
      'brand',
      'price',
      'imageUrls',
      'groupKey',
    ]);
  });
});
