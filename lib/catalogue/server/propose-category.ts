import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type {
  CategoryAnswer,
  CategoryInput,
  CategoryNode,
} from '../../extraction/category-contract';
import { NameCategoryProposer } from '../../extraction/propose-category-by-names';
import { uncategorised } from '../uncategorised';
import type { CategoryProposal } from '../product-contract';

const proposer = new NameCategoryProposer();

/**
 * Proposes categories for listings, in order, whatever proposes: this is the one place that says so.
 * A tree that was read once is to be handed over again, since what is known of it is kept.
 */
export async function proposeCategories(
  tree: readonly CategoryNode[],
  inputs: readonly CategoryInput[],
  signal?: AbortSignal,
): Promise<{ readonly modelVersion: string; readonly answers: readonly CategoryAnswer[] }> {
  const answers = await proposer.propose(tree, inputs, signal);
  return { modelVersion: proposer.modelVersion, answers };
}

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
  const tree = await readCategoryTree();
  const { title, brand, text } = product;
  const input = { title, brand, spec: text?.spec ?? '', sellerPath: product.sellerCategory };
  const { answers, modelVersion } = await proposeCategories(tree, [input]);
  const { proposed, candidates } = answers[0]!;
  const current = product.category.key;
  return {
    current,
    proposed,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      path: [...candidate.path],
      evidence: [...candidate.evidence],
    })),
    isDoubtful: isElsewhere(tree, current, proposed),
    modelVersion,
  };
}

/** Every category that a product can be proposed for. */
export async function readCategoryTree(): Promise<CategoryNode[]> {
  return db().$queryRaw<CategoryNode[]>`
    SELECT c.key, p.key AS "parentKey", c.name_ko AS "nameKo", c.name_en AS "nameEn",
      '{}'::text[] AS synonyms, COALESCE((
        SELECT array_agg(n.name) FROM attributes a
        CROSS JOIN LATERAL unnest(ARRAY[a.name_ko, a.name_en] || a.synonyms) AS n(name)
        WHERE a.category_id = c.id AND a.archived_at IS NULL), '{}') AS "attributeNames"
    FROM categories c LEFT JOIN categories p ON p.id = c.parent_id
    WHERE c.key <> ${uncategorised.key} ORDER BY c.id`;
}

/** Whether a proposal points to another place of the tree than below it. */
export function isElsewhere(
  tree: readonly CategoryNode[],
  current: string,
  proposed: string | null,
): boolean {
  return proposed !== null && !readAncestors(tree, current).includes(proposed);
}

/** The category itself and those above it. */
function readAncestors(tree: readonly CategoryNode[], key: string): string[] {
  const parents = new Map(tree.map((node) => [node.key, node.parentKey]));
  const keys: string[] = [];
  for (let at: string | null = key; at !== null; at = parents.get(at) ?? null) keys.push(at);
  return keys;
}
