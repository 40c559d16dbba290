import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Actor } from '../../platform/session';
import {
  takeTaxonomyInput,
  type TakeTaxonomyInput,
  type TaxonomyDraft,
  type TaxonomyEntry,
} from '../schema-contract';
import {
  loadTaxonomy,
  searchTaxonomy,
  type Taxonomy,
  type TaxonomyCategory,
} from '../taxonomy/load-taxonomy';
import { insertCategory } from './save-category';
import { requireCategory, type CategoryRecord } from './schema-store';

const toEntry = ({ id, pathKo, pathEn, attributes }: TaxonomyCategory): TaxonomyEntry => ({
  id,
  pathKo,
  pathEn,
  attributes,
});

function requireEntry(taxonomy: Taxonomy, id: string): TaxonomyCategory {
  const category = taxonomy.categories.get(id);
  if (!category) throw new AppError('not-found', 'errors.not-found', { subject: id });
  return category;
}

/** Categories of the Shopify taxonomy by Korean or English words; without words, its roots. */
export async function findInTaxonomy(query: string, limit: number): Promise<TaxonomyEntry[]> {
  return searchTaxonomy(await loadTaxonomy(), query, limit).map(toEntry);
}

/**
 * One category of the taxonomy with its attributes as a draft.
 * @throws AppError `not-found`.
 */
export async function readTaxonomyDraft(id: string): Promise<TaxonomyDraft> {
  const taxonomy = await loadTaxonomy();
  const category = requireEntry(taxonomy, id);
  const draft = taxonomy.attributesOf(category).map((attribute) => ({ attribute, coverage: null }));
  return { ...toEntry(category), draft };
}

/**
 * Makes a category of the taxonomy one of ours, `withPath` with those above it; what was taken
 * before is used again. Its attributes stay a draft until a lead saves them.
 * @throws AppError `not-found`, `conflict` as `createCategory`.
 */
export async function takeFromTaxonomy(
  actor: Actor,
  id: string,
  input: TakeTaxonomyInput,
): Promise<{ key: string }> {
  const { parentKey, withPath } = parseInput(takeTaxonomyInput, input);
  const taxonomy = await loadTaxonomy();
  requireEntry(taxonomy, id);
  const steps = id.split('-').map((_, place, parts) => parts.slice(0, place + 1).join('-'));
  const wanted = withPath ? steps : [id];
  return db().$transaction(async (tx) => {
    let parent = parentKey === null ? null : await requireCategory(tx, parentKey);
    for (const step of wanted) {
      const sourceRef = `shopify:${step}`;
      const known: CategoryRecord | null = await tx.category.findFirst({ where: { sourceRef } });
      if (known) {
        parent = known;
        continue;
      }
      const { pathKo, pathEn } = requireEntry(taxonomy, step);
      const nameEn = pathEn.at(-1) ?? step;
      parent = await insertCategory(tx, actor.id, {
        nameKo: pathKo.at(-1) ?? nameEn,
        nameEn,
        parent,
        sourceRef,
      });
    }
    return { key: parent?.key ?? '' };
  });
}
