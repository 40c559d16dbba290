import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { CategoryNode } from '../../extraction/category-contract';
import { NameCategoryProposer } from '../../extraction/propose-category-by-names';
import { uncategorised } from '../uncategorised';
import type { CategoryProposal } from '../product-contract';

const proposer = new NameCategoryProposer();

/**
 * Which category a product belongs to by its texts, whatever category it is in.
 * @throws AppError `not-found`.
 */
export async function proposeCategory(id: number): Promise<CategoryProposal> {
  const product = await db().product.findUnique({
    where: { id },
    include: { text: { select: { spec: true } }, category: { select: { key: true } } },
  });
  if (!product) throw new AppError('not-found', 'errors.not-found', { subject: `product ${id}` });
  const tree = await readTree();
  const { title, brand, text } = product;
  const input = { title, brand, spec: text?.spec ?? '', sellerPath: product.sellerCategory };
  const [answer] = await proposer.propose(tree, [input]);
  const { proposed, candidates } = answer!;
  const current = product.category.key;
  return {
    current,
    proposed,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      path: [...candidate.path],
      evidence: [...candidate.evidence],
    })),
    isDoubtful: proposed !== null && !readAncestors(tree, current).includes(proposed),
    modelVersion: proposer.modelVersion,
  };
}

async function readTree(): Promise<CategoryNode[]> {
  return db().$queryRaw<CategoryNode[]>`
    SELECT c.key, p.key AS "parentKey", c.name_ko AS "nameKo", c.name_en AS "nameEn",
      '{}'::text[] AS synonyms, COALESCE((
        SELECT array_agg(n.name) FROM attributes a
        CROSS JOIN LATERAL unnest(ARRAY[a.name_ko, a.name_en] || a.synonyms) AS n(name)
        WHERE a.category_id = c.id AND a.archived_at IS NULL), '{}') AS "attributeNames"
    FROM categories c LEFT JOIN categories p ON p.id = c.parent_id
    WHERE c.key <> ${uncategorised.key} ORDER BY c.id`;
}

/** The category itself and those above it. */
function readAncestors(tree: readonly CategoryNode[], key: string): string[] {
  const parents = new Map(tree.map((node) => [node.key, node.parentKey]));
  const keys: string[] = [];
  for (let at: string | null = key; at !== null; at = parents.get(at) ?? null) keys.push(at);
  return keys;
}
