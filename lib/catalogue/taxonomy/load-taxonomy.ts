import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import {
  attributeDefinition,
  type AttributeDefinition,
  type ListValue,
} from '../../values/contract';
import type { TaxonomyEntry } from '../schema-contract';

/** Names and values are pairs of Korean and English; a category names its attributes by place. */
const taxonomyFile = z.object({
  categories: z.array(
    z.tuple([z.string(), z.string(), z.string(), z.array(z.number().int().min(0))]),
  ),
  attributes: z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.string(),
      z.string(),
      z.array(z.tuple([z.string(), z.string()])),
    ]),
  ),
});
type TaxonomyAttribute = z.infer<typeof taxonomyFile>['attributes'][number];

export interface TaxonomyCategory extends TaxonomyEntry {
  /** Korean and English name as the search compares them. */
  readonly searchNames: readonly string[];
  readonly attributePlaces: readonly number[];
}

export interface Taxonomy {
  readonly categories: ReadonlyMap<string, TaxonomyCategory>;
  attributesOf(category: TaxonomyCategory): AttributeDefinition[];
}

let loaded: Promise<Taxonomy> | undefined;

/** The Shopify product taxonomy in Korean and English; read once, when it is first asked for. */
export function loadTaxonomy(): Promise<Taxonomy> {
  loaded ??= readTaxonomy().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function readTaxonomy(): Promise<Taxonomy> {
  const file = path.join(process.cwd(), 'lib', 'catalogue', 'taxonomy', 'shopify.json.gz');
  const text = (await promisify(gunzip)(await readFile(file))).toString('utf8');
  const { categories: rows, attributes } = taxonomyFile.parse(JSON.parse(text));
  const categories = new Map<string, TaxonomyCategory>();
  for (const [id, nameKo, nameEn, attributePlaces] of rows) {
    // Ids carry the tree ("aa-1-3" is below "aa-1"), and parents come first.
    const parent = categories.get(id.replace(/-[^-]+$/, ''));
    categories.set(id, {
      id,
      pathKo: [...(parent?.pathKo ?? []), nameKo],
      pathEn: [...(parent?.pathEn ?? []), nameEn],
      attributes: attributePlaces.length,
      attributePlaces,
      searchNames: [fold(nameKo), fold(nameEn)],
    });
  }
  return {
    categories,
    attributesOf: ({ attributePlaces }) =>
      attributePlaces.flatMap((place) => {
        const found = attributes[place];
        return found ? [toAttribute(found)] : [];
      }),
  };
}

/** "커피머신" finds "커피 머신". */
const fold = (text: string) => text.toLowerCase().replace(/\s+/g, '');

/** Attributes that list features and parts can have several values; the taxonomy does not say so. */
const severalValues =
  /features|functions|included|supported|compatib|connection|accessories|care-instructions/;

function toAttribute([handle, nameKo, nameEn, description, pairs]: TaxonomyAttribute) {
  return attributeDefinition.parse({
    key: handle,
    nameKo,
    nameEn,
    type: pairs.length > 0 ? 'enum' : 'text',
    isMultiple: severalValues.test(handle),
    values: mergeValues(pairs),
    guideline: description,
  });
}

/** Two English values with one Korean name are one value; the second English name is a synonym. */
function mergeValues(pairs: readonly (readonly [string, string])[]): ListValue[] {
  const values = new Map<string, ListValue>();
  for (const [value, nameEn] of pairs) {
    const known = values.get(value);
    if (known) known.synonyms.push(nameEn);
    else values.set(value, { value, nameEn, synonyms: [] });
  }
  return [...values.values()];
}

/**
 * Categories whose own name, or path, holds every word of the query, best first: whole name, start
 * of the name, inside the name, in the path.
 */
export function searchTaxonomy(
  taxonomy: Taxonomy,
  query: string,
  limit: number,
): TaxonomyCategory[] {
  const words = query
    .split(/\s+/)
    .map(fold)
    .filter((word) => word !== '');
  const all = [...taxonomy.categories.values()];
  if (words.length === 0) return all.filter(({ pathKo }) => pathKo.length === 1).slice(0, limit);
  const whole = words.join('');
  const holdsAll = (names: readonly string[]) =>
    words.every((word) => names.some((name) => name.includes(word)));
  const ranked = all.flatMap((category) => {
    const { searchNames, pathKo, pathEn } = category;
    if (searchNames.includes(whole)) return [{ category, rank: 0 }];
    if (searchNames.some((name) => name.startsWith(whole))) return [{ category, rank: 1 }];
    if (holdsAll(searchNames)) return [{ category, rank: 2 }];
    return holdsAll([...pathKo, ...pathEn].map(fold)) ? [{ category, rank: 3 }] : [];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.category.pathKo.length - b.category.pathKo.length)
    .slice(0, limit)
    .map(({ category }) => category);
}
