import { isElsewhere, proposeCategories, readCategoryTree } from '../../catalogue/server';
import { sortProducts as job } from '../../catalogue/jobs';
import { isUncategorised, uncategorised } from '../../catalogue/uncategorised';
import type { CategoryAnswer, CategoryCandidate } from '../../extraction/category-contract';
import type { CategoryNode } from '../../extraction/category-contract';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, Prisma } from '../../platform/db';
import type { Actor } from '../../platform/session';

const productsAtOnce = 500;

interface Listing {
  readonly id: number;
  readonly title: string;
  readonly brand: string | null;
  readonly spec: string;
  readonly sellerPath: string | null;
  readonly contentHash: string;
  readonly categoryId: number;
  readonly categoryKey: string;
  /** Where its file puts it, while that is another category and nobody has decided about it. */
  readonly fileKey: string | null;
}

/** Has categories proposed for everything that waits for one, as after the tree has grown. */
export async function proposeAgain(actor: Actor): Promise<void> {
  await db().$transaction(async (tx) => {
    await enqueue(tx, job, { importId: null }, { key: 'sort-products' });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'category.propose',
      subjectType: 'category',
      subjectId: uncategorised.key,
    });
  });
}

/**
 * Proposes a category for every product of an import that has none, whose file names another, or whose
 * texts speak for another; without an import for all that have none. Doing it again changes nothing
 * that was decided.
 * @returns false when `signal` came first.
 */
export async function sortProducts(importId: string | null, signal: AbortSignal): Promise<boolean> {
  const tree = await readCategoryTree();
  let after = 0;
  for (;;) {
    if (signal.aborted) return false;
    const listings = await readListings(importId, after);
    if (listings.length === 0) return true;
    after = listings.at(-1)!.id;
    const { modelVersion, answers } = await proposeCategories(tree, listings);
    const made = listings.flatMap((listing, at) => toProposal(tree, listing, answers[at]!));
    await store(made, modelVersion);
  }
}

async function readListings(importId: string | null, after: number): Promise<Listing[]> {
  const scope =
    importId === null
      ? Prisma.sql`c.key = ${uncategorised.key}`
      : Prisma.sql`p.import_id = ${importId}::uuid`;
  return db().$queryRaw<Listing[]>`
    SELECT p.id, p.title, p.brand, left(coalesce(t.spec, ''), 20000) AS spec,
      p.seller_category AS "sellerPath", p.content_hash AS "contentHash",
      p.category_id AS "categoryId", c.key AS "categoryKey", f.key AS "fileKey"
    FROM products p JOIN categories c ON c.id = p.category_id
    LEFT JOIN product_texts t ON t.product_id = p.id
    LEFT JOIN categories f ON f.id = p.file_category_id AND f.id <> c.id
      AND f.key <> ${uncategorised.key}
      AND NOT EXISTS (SELECT FROM category_proposals d WHERE d.product_id = p.id
        AND d.reason = 'file' AND d.proposed_key = f.key AND d.is_decided)
    WHERE ${scope} AND p.id > ${after}::int AND p.withdrawn_at IS NULL
    ORDER BY p.id LIMIT ${productsAtOnce}::int`;
}

interface MadeProposal {
  readonly productId: number;
  readonly categoryId: number;
  readonly contentHash: string;
  readonly reason: 'uncategorised' | 'file' | 'doubtful';
  readonly proposedKey: string | null;
  readonly candidates: readonly CategoryCandidate[];
}

function toProposal(
  tree: readonly CategoryNode[],
  { id, categoryId, categoryKey, fileKey, contentHash }: Listing,
  { proposed, candidates }: CategoryAnswer,
): MadeProposal[] {
  const base = { productId: id, categoryId, contentHash, candidates, proposedKey: proposed };
  if (isUncategorised(categoryKey)) return [{ ...base, reason: 'uncategorised' }];
  if (fileKey !== null) return [{ ...base, reason: 'file', proposedKey: fileKey }];
  return isElsewhere(tree, categoryKey, proposed) ? [{ ...base, reason: 'doubtful' }] : [];
}

/** What a person has decided of the same text stands; what nobody decided gives way. */
async function store(made: readonly MadeProposal[], modelVersion: string): Promise<void> {
  if (made.length === 0) return;
  await db().$transaction(async (tx) => {
    const wished = Prisma.sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS w(
      "productId" int, "categoryId" int, "contentHash" text, reason text, "proposedKey" text,
      candidates jsonb)`;
    await tx.$executeRaw`
      UPDATE category_proposals s SET superseded_at = now() FROM (
        SELECT s.id FROM category_proposals s JOIN ${wished} ON w."productId" = s.product_id
        WHERE s.superseded_at IS NULL AND NOT (s.is_decided AND s.content_hash = w."contentHash"
          AND s.reason::text = w.reason AND s.proposed_key IS NOT DISTINCT FROM w."proposedKey")
        ORDER BY s.product_id FOR UPDATE OF s) old
      WHERE s.id = old.id`;
    await tx.$executeRaw`
      INSERT INTO category_proposals (product_id, current_category_id, reason, model_version,
        candidates, proposed_key, content_hash)
      SELECT p.id, w."categoryId", w.reason::"CategoryProposalReason", ${modelVersion},
        w.candidates, w."proposedKey", w."contentHash"
      FROM ${wished} JOIN products p ON p.id = w."productId" AND p.category_id = w."categoryId"
        AND p.content_hash = w."contentHash"
      ORDER BY p.id
      ON CONFLICT (product_id) WHERE superseded_at IS NULL DO NOTHING`;
  });
}
