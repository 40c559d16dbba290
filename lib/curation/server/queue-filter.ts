import { answersQuery } from '../../catalogue/server';
import { db, plannedAnew, Prisma } from '../../platform/db';
import type { QueueFilter, QueueOrder } from '../contract';

/** Ids of the category `categoryKey` and of everything below it, as one array. */
export function categoryTree(categoryKey: string): Prisma.Sql {
  return Prisma.sql`ARRAY(
    WITH RECURSIVE below AS (
      SELECT id FROM categories WHERE key = ${categoryKey}
      UNION ALL
      SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id
    )
    SELECT id FROM below)`;
}

/** Ids of the filter's category and all below it; null when it names none. */
export async function readCategoryTree({ categoryKey }: QueueFilter): Promise<number[] | null> {
  if (categoryKey === undefined) return null;
  const [tree] = await db().$queryRaw<{ ids: number[] }[]>`
    SELECT ${categoryTree(categoryKey)} AS ids`;
  return tree?.ids ?? [];
}

/** The condition on `r` that none of these filters holds it. */
export function outsideOf(filters: readonly QueueFilter[]): Prisma.Sql {
  const inside = filters.map((filter) => Prisma.sql`(${matchesFilter(filter)})`);
  return Prisma.sql`NOT (${Prisma.join([Prisma.sql`FALSE`, ...inside], ' OR ')})`;
}

/**
 * The condition on `r` (review_items) that a queue's filter stands for. With an attribute, confidence
 * and flags are those of its proposal; without one, those of the product.
 * @param categoryIds the category and all below it when they are known: one id lets an index order
 */
export function matchesFilter(
  filter: QueueFilter,
  categoryIds: readonly number[] | null = null,
): Prisma.Sql {
  const { categoryKey, sellerId, attributeKey, modelVersion, maximumConfidence } = filter;
  const { onlyFlagged, flag, minimumPrice, maximumPrice, query } = filter;
  const { minimumAgeHours, maximumAgeHours } = filter;
  const conditions: Prisma.Sql[] = [Prisma.sql`r.state = 'ready'`];
  if (categoryIds?.length === 1) {
    conditions.push(Prisma.sql`r.category_id = ${categoryIds[0]}::int`);
  } else if (categoryIds) {
    conditions.push(Prisma.sql`r.category_id = ANY(${categoryIds}::int[])`);
  } else if (categoryKey !== undefined) {
    conditions.push(Prisma.sql`r.category_id = ANY(${categoryTree(categoryKey)})`);
  }
  if (sellerId !== undefined) conditions.push(Prisma.sql`r.seller_id = ${sellerId}::int`);
  if (modelVersion !== undefined) conditions.push(Prisma.sql`r.model_version = ${modelVersion}`);
  if (minimumPrice !== undefined) conditions.push(Prisma.sql`r.price >= ${minimumPrice}::bigint`);
  if (maximumPrice !== undefined) conditions.push(Prisma.sql`r.price <= ${maximumPrice}::bigint`);
  if (attributeKey !== undefined) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT FROM proposals q JOIN attributes a ON a.id = q.attribute_id
      WHERE q.product_id = r.product_id AND q.superseded_at IS NULL AND a.key = ${attributeKey}
        AND (${maximumConfidence ?? null}::real IS NULL OR q.confidence <= ${maximumConfidence ?? null}::real)
        AND (NOT ${onlyFlagged ?? false}::boolean OR cardinality(q.flags) > 0)
        AND (${flag ?? null}::text IS NULL OR ${flag ?? null} = ANY(q.flags)))`);
  } else {
    if (maximumConfidence !== undefined) {
      conditions.push(Prisma.sql`r.min_confidence <= ${maximumConfidence}::real`);
    }
    if (onlyFlagged || flag !== undefined) conditions.push(Prisma.sql`r.has_flags`);
    if (flag !== undefined) {
      conditions.push(Prisma.sql`EXISTS (SELECT FROM proposals q WHERE q.product_id = r.product_id
        AND q.superseded_at IS NULL AND ${flag} = ANY(q.flags))`);
    }
  }
  if (minimumAgeHours !== undefined) {
    conditions.push(
      Prisma.sql`r.proposed_at <= now() - ${minimumAgeHours}::float8 * interval '1 hour'`,
    );
  }
  if (maximumAgeHours !== undefined) {
    conditions.push(
      Prisma.sql`r.proposed_at >= now() - ${maximumAgeHours}::float8 * interval '1 hour'`,
    );
  }
  const answers = answersQuery(Prisma.sql`r.product_id`, query ?? '');
  if (answers) conditions.push(answers);
  const byValue = Prisma.join(conditions, ' AND ');
  return isTallied(filter) ? byValue : Prisma.sql`${plannedAnew} ${byValue}`;
}

/** True when a filter names nothing but a category: its counts are kept, its plan is always the same. */
export function isTallied(filter: QueueFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => name === 'categoryKey' || value === undefined,
  );
}

/** Free or run out: what may be claimed at `now`. */
export function isFree(now: Date): Prisma.Sql {
  return Prisma.sql`(r.lease_until IS NULL OR r.lease_until <= ${now}::timestamptz)`;
}

/** Held by somebody at `now`; the first half is what the index of leases asks for. */
export function isHeld(now: Date): Prisma.Sql {
  return Prisma.sql`(r.lease_user_id IS NOT NULL AND r.lease_until > ${now}::timestamptz)`;
}

/**
 * Wrong rows to be expected per second at the standard pace of lib/curation/pace; an index holds the
 * very same expression. A person's own pace slows all products alike, so it changes no order.
 */
const errorsPerSecond = Prisma.sql`(r.expected_errors /
  (4 + 6 * r.needs_count + 0.8 * (r.row_count - r.needs_count)))`;

/** The order of a queue over `r`; each has a partial index of its own. */
export function orderOf(order: QueueOrder): Prisma.Sql {
  switch (order) {
    case 'needs-first':
      return Prisma.sql`r.needs_count DESC, r.product_id`;
    case 'errors-per-second':
      return Prisma.sql`${errorsPerSecond} DESC, r.product_id`;
    case 'least-confident':
      return Prisma.sql`r.min_confidence, r.product_id`;
    case 'oldest':
      return Prisma.sql`r.proposed_at, r.product_id`;
    case 'newest':
      return Prisma.sql`r.proposed_at DESC, r.product_id DESC`;
  }
}
