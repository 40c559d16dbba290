import { db, Prisma } from '../../platform/db';
import {
  categoryCandidates,
  type CategoryDecision,
  type SortingLine,
  type SortingPage,
  type SortingQuery,
} from '../contract';
import { toDecision } from './sorting-store';

/** A proposal that was made for where its product is now. */
const waiting = Prisma.sql`
  FROM category_proposals s
  JOIN products p ON p.id = s.product_id AND p.category_id = s.current_category_id
  WHERE s.superseded_at IS NULL AND NOT s.is_decided AND p.withdrawn_at IS NULL`;

/** Products whose category waits for a person, oldest proposal first. */
export async function listSorting({ cursor, limit }: SortingQuery): Promise<SortingPage> {
  type Record = Omit<SortingLine, 'candidates'> & { readonly candidates: unknown };
  const records = await db().$queryRaw<Record[]>`
    SELECT s.id, s."productId", s.reason, s."proposedKey", s.candidates, s."modelVersion", s.head,
      s.title, s.brand, left(coalesce(t.spec, ''), 5000) AS spec, o.name AS seller,
      s."sellerCategory", c.key AS "currentKey"
    FROM (SELECT s.id, p.id AS "productId", s.reason, s.proposed_key AS "proposedKey", s.candidates,
        s.model_version AS "modelVersion", s.decision_id AS head, p.title, p.brand, p.seller_id,
        p.category_id, p.seller_category AS "sellerCategory"
      ${waiting} AND s.id > ${cursor ?? 0}::int ORDER BY s.id LIMIT ${limit + 1}::int) s
    JOIN sellers o ON o.id = s.seller_id JOIN categories c ON c.id = s.category_id
    LEFT JOIN product_texts t ON t.product_id = s."productId" ORDER BY s.id`;
  const shown = records.slice(0, limit);
  const [counted] =
    cursor === undefined
      ? await db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${waiting}`
      : [];
  return {
    proposals: shown.map((record) => ({
      ...record,
      candidates: categoryCandidates.parse(record.candidates),
    })),
    next: records.length > limit ? shown.at(-1)!.id : null,
    total: counted?.total ?? null,
  };
}

/** What was decided about the category of a product, newest first. */
export async function listCategoryDecisions(productId: number): Promise<CategoryDecision[]> {
  const records = await db().categoryDecision.findMany({
    where: { productId },
    orderBy: { seq: 'desc' },
    take: 200,
  });
  return records.map(toDecision);
}
