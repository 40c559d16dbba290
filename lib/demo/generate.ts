import {
  schemaDocument,
  type AttributeValue,
  type SchemaDocument,
  type TextField,
} from '../values/contract';
import { categoryRecipes, departments, type Department } from './categories';
import type { MarkedText } from './marked-text';
import { inventBrand, inventCode, seriesNames, type BilingualName } from './names';
import { Random } from '../statistics/seeded-random';
import type { AttributeRecipe, CategoryRecipe, Facts, Language } from './recipe';
import { renderListing, type DemoModel, type Twist } from './render-listing';
import { createSellers, type Seller } from './sellers';
import type { Shape } from './shapes';
import { writeReviews, type DemoReview } from './write-reviews';

/** The seed of the catalogue that a first start shows; models train on other seeds. */
export const demoSeed = 20_260_401;
export const demoProductsPerCategory = 30;

export interface DemoProduct {
  readonly externalId: string;
  readonly seller: string;
  readonly categoryKey: string;
  readonly language: Language;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly brand: string;
  /** Won. */
  readonly price: number;
  readonly imageUrls: readonly string[];
  /** The same for every offer of one product; null when only one seller offers it. */
  readonly groupKey: string | null;
}

export interface GoldSpan {
  readonly surface: string;
  readonly field: TextField;
  /** UTF-16 offsets `[start, end)` into that field. */
  readonly start: number;
  readonly end: number;
  /** Null when the surface is in a unit that the attribute's does not convert from. */
  readonly value: AttributeValue | null;
}

export interface GoldAnswer {
  readonly spans: readonly GoldSpan[];
  /** A list for an attribute of several values. */
  readonly value: AttributeValue | readonly AttributeValue[] | null;
}

export interface DemoGold {
  readonly seller: string;
  readonly externalId: string;
  readonly categoryKey: string;
  /** Every attribute of the schema; null where the texts do not say. */
  readonly attributes: Readonly<Record<string, GoldAnswer | null>>;
  readonly shapes: readonly Shape[];
  /** Attributes in which this offer contradicts most of its siblings. */
  readonly conflictingKeys: readonly string[];
}

export interface DemoCatalogue {
  readonly departments: readonly Department[];
  readonly schemas: readonly SchemaDocument[];
  readonly products: readonly DemoProduct[];
  readonly reviews: readonly DemoReview[];
  /** gold[i] belongs to products[i]. */
  readonly gold: readonly DemoGold[];
}

export interface GenerateOptions {
  readonly seed: number;
  /** Korean listings of each category; a tenth as many English ones are added. */
  readonly productsPerCategory: number;
  /** Only these categories; all of them when absent. */
  readonly categoryKeys?: readonly string[];
}

/** The schema of every demo category, in the order of the catalogue. */
export function demoSchemas(): SchemaDocument[] {
  return categoryRecipes.map(({ key, nameKo, nameEn, path, attributes }) =>
    schemaDocument.parse({
      category: { key, nameKo, nameEn, path },
      attributes: attributes.map(({ definition }) => definition),
    }),
  );
}

function drawFacts(random: Random, attributes: readonly AttributeRecipe[], brand: string): Facts {
  const facts: Record<string, readonly AttributeValue[]> = {};
  for (const attribute of attributes) {
    const { key } = attribute.definition;
    facts[key] = key === 'brand' ? [brand] : attribute.draw(random, facts);
  }
  return facts;
}

function createModel(
  random: Random,
  recipe: CategoryRecipe,
  language: Language,
  brands: readonly BilingualName[],
): DemoModel {
  const brand = random.pick(brands)[language];
  return {
    recipe,
    language,
    brand,
    series: random.pick(seriesNames)[language],
    code: inventCode(random, recipe.code),
    facts: drawFacts(random, recipe.attributes, brand),
  };
}

/** Another value for one attribute, or null when no different one came up. */
function contradict(random: Random, model: DemoModel): { key: string; facts: Facts } | null {
  const candidates = model.recipe.attributes.filter(
    ({ definition }) =>
      !definition.isMultiple && (definition.type === 'number' || definition.type === 'enum'),
  );
  const attribute = random.pick(candidates);
  const { key } = attribute.definition;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const [value] = attribute.draw(random, model.facts);
    if (value !== undefined && value !== model.facts[key]?.[0]) {
      return { key, facts: { ...model.facts, [key]: [value] } };
    }
  }
  return null;
}

/** Facts that no such product can have: the category's own distortion or a number ten times over. */
function makeImplausible(random: Random, model: DemoModel): Facts {
  const { recipe, facts } = model;
  if (recipe.distort && random.chance(0.7)) return recipe.distort(facts);
  const candidates = recipe.attributes.filter(({ definition }) => {
    const value = facts[definition.key]?.[0];
    return typeof value === 'number' && value * 10 > (definition.maximum ?? Infinity);
  });
  if (candidates.length === 0) return facts;
  const { key } = random.pick(candidates).definition;
  return { ...facts, [key]: [Number(facts[key]?.[0]) * 10] };
}

function readGold(
  attributes: readonly AttributeRecipe[],
  texts: readonly (readonly [TextField, MarkedText])[],
): Record<string, GoldAnswer | null> {
  const spans = texts.flatMap(([field, text]) => text.spans.map((span) => ({ field, ...span })));
  return Object.fromEntries(
    attributes.map(({ definition: { key, isMultiple } }) => {
      const own = spans
        .filter(({ attributeKey }) => attributeKey === key)
        .map(({ surface, field, start, end, value }): GoldSpan => {
          return { surface, field, start, end, value };
        });
      if (own.length === 0) return [key, null];
      const values = [...new Set(own.flatMap(({ value }) => (value === null ? [] : [value])))];
      return [key, { spans: own, value: isMultiple ? values : (values[0] ?? null) }];
    }),
  );
}

/** True when some fact can also be written in a unit that does not convert. */
function canConflictInUnits({ recipe, language, facts }: DemoModel): boolean {
  return recipe.attributes.some((attribute) => {
    const value = facts[attribute.definition.key]?.[0];
    if (value === undefined) return false;
    return attribute.spell(value, language, false).some((spelling) => spelling.value === null);
  });
}

function drawTwist(random: Random, model: DemoModel): Twist | null {
  if (canConflictInUnits(model) && random.chance(0.2)) return 'unit-conflict';
  const roll = random.next();
  if (roll < 0.03) return 'shifted-value';
  if (roll < 0.06) return 'swapped-values';
  return roll < 0.09 ? 'placeholder' : null;
}

function listImageUrls(random: Random, model: DemoModel, modelId: string): string[] {
  const colour = model.recipe.attributes
    .find(({ definition }) => definition.key === 'colour')
    ?.definition.values.find(({ value }) => value === model.facts['colour']?.[0])?.nameEn;
  const slug = (colour ?? 'plain').toLowerCase().replace(/[^a-z]+/g, '-');
  return ['front', 'side', 'detail']
    .slice(0, random.integer(1, 3))
    .map((view) => `/api/demo-images/${model.recipe.drawing}_${slug}_${modelId}_${view}.svg`);
}

/**
 * Invents a catalogue: schemas, listings, customer reviews and what every listing truly says.
 * Pure: the same options give the same catalogue, byte for byte.
 */
export function generateCatalogue(options: GenerateOptions): DemoCatalogue {
  const root = new Random(options.seed);
  const sellers = createSellers(root.fork('sellers'));
  const usedIds = new Set<string>();
  const products: DemoProduct[] = [];
  const gold: DemoGold[] = [];
  const reviews: DemoReview[] = [];

  function addOffer(random: Random, model: DemoModel, offer: Offer): void {
    const { seller, modelId, groupKey, basePrice } = offer;
    const isImplausible = random.chance(model.recipe.distort ? 0.12 : 0.03);
    const facts = isImplausible ? makeImplausible(random, model) : model.facts;
    const rendered = renderListing(random, { ...model, facts }, seller, drawTwist(random, model));
    const externalId = drawExternalId(random, seller, usedIds);
    const listing = { seller: seller.name, externalId };
    const found = new Set(rendered.shapes);
    const attributes = readGold(model.recipe.attributes, [
      ['title', rendered.title],
      ['spec', rendered.spec],
      ['description', rendered.description],
    ]);
    const isSaid = (key: string) => attributes[key] !== null;
    const changedKeys = Object.keys(facts).filter((key) => facts[key] !== model.facts[key]);
    if (changedKeys.some(isSaid)) found.add('implausible');
    const conflictingKeys = offer.conflictingKeys.filter(isSaid);
    if (conflictingKeys.length > 0) found.add('seller-conflict');
    if (groupKey !== null) found.add('sibling-offers');
    if (hasSecondSpelling(attributes, offer.firstSpellings)) found.add('second-spelling');
    products.push({
      ...listing,
      categoryKey: model.recipe.key,
      language: model.language,
      title: rendered.title.text,
      spec: rendered.spec.text,
      description: rendered.description.text,
      brand: model.brand,
      price: Math.round((basePrice * (0.93 + random.next() * 0.14)) / 10) * 10,
      imageUrls: listImageUrls(random, model, modelId),
      groupKey,
    });
    gold.push({
      ...listing,
      categoryKey: model.recipe.key,
      attributes,
      shapes: [...found],
      conflictingKeys,
    });
    reviews.push(...writeReviews(random.fork(externalId), model, listing, 6));
  }

  function addProduct(
    random: Random,
    recipe: CategoryRecipe,
    language: Language,
    brands: readonly BilingualName[],
    most: number,
  ): number {
    const model = createModel(random, recipe, language, brands);
    const local = sellers.filter((seller) => seller.language === language);
    const isShared = language === 'ko' && most > 1 && random.chance(0.3);
    const wanted = isShared ? Math.min(most, random.integer(2, 9)) : 1;
    const modelId = random.integer(0x100000, 0xffffff).toString(16);
    const groupKey = wanted > 1 ? `${recipe.key}-${modelId}` : null;
    const [cheapest, dearest] = recipe.price;
    const basePrice = Math.exp(
      Math.log(cheapest) + random.next() * (Math.log(dearest) - Math.log(cheapest)),
    );
    const dissent = wanted >= 5 && random.chance(0.75) ? contradict(random, model) : null;
    const firstSpellings = new Map<string, string>();
    random.sample(local, wanted).forEach((seller, index) => {
      const isDissenting = dissent !== null && index < (wanted >= 7 ? 2 : 1);
      const told = isDissenting ? { ...model, facts: dissent.facts } : model;
      const conflictingKeys = isDissenting ? [dissent.key] : [];
      addOffer(random, told, {
        seller,
        modelId,
        groupKey,
        basePrice,
        conflictingKeys,
        firstSpellings,
      });
    });
    return wanted;
  }

  for (const recipe of categoryRecipes) {
    if (options.categoryKeys && !options.categoryKeys.includes(recipe.key)) continue;
    const random = root.fork(recipe.key);
    const brandCount = Math.max(6, Math.ceil(options.productsPerCategory / 6));
    const brands = Array.from({ length: brandCount }, () => inventBrand(random));
    const korean = options.productsPerCategory;
    const english = Math.ceil(options.productsPerCategory / 10);
    for (let left = korean; left > 0;) left -= addProduct(random, recipe, 'ko', brands, left);
    for (let left = english; left > 0;) left -= addProduct(random, recipe, 'en', brands, left);
  }
  const isWanted = (key: string) => options.categoryKeys?.includes(key) ?? true;
  const schemas = demoSchemas().filter(({ category }) => isWanted(category.key));
  return { departments, schemas, products, reviews, gold };
}

interface Offer {
  readonly seller: Seller;
  readonly modelId: string;
  readonly groupKey: string | null;
  readonly basePrice: number;
  readonly conflictingKeys: readonly string[];
  /** How the siblings so far wrote each value; grows with every offer. */
  readonly firstSpellings: Map<string, string>;
}

/** True when a sibling wrote one of these values another way. */
function hasSecondSpelling(
  attributes: Readonly<Record<string, GoldAnswer | null>>,
  firstSpellings: Map<string, string>,
): boolean {
  let isFound = false;
  for (const [key, answer] of Object.entries(attributes)) {
    for (const { surface, value } of answer?.spans ?? []) {
      const valueKey = `${key}=${String(value)}`;
      const first = firstSpellings.get(valueKey);
      if (first === undefined) firstSpellings.set(valueKey, surface);
      else if (first !== surface) isFound = true;
    }
  }
  return isFound;
}

function drawExternalId(random: Random, seller: Seller, usedIds: Set<string>): string {
  for (;;) {
    const externalId = String(random.integer(10_000_000, 99_999_999));
    const both = `${seller.name}/${externalId}`;
    if (usedIds.has(both)) continue;
    usedIds.add(both);
    return externalId;
  }
}
