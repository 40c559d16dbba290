import { db, Prisma } from '../../platform/db';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { RoundPage, RoundQuery, RoundSummary } from '../contract';

interface RoundRecord extends Omit<
  RoundSummary,
  | 'reviewedAt'
  | 'settledAt'
  | 'categoryNameKo'
  | 'categoryNameEn'
  | 'productId'
  | 'queueName'
  | 'settledBy'
> {
  readonly product_id: number;
  readonly name_ko: string;
  readonly name_en: string;
  readonly queue_name: string | null;
  readonly settled_by: string | null;
  readonly reviewed_at: Date;
  readonly settled_at: Date | null;
}

/**
 * Rounds whose reviews are in. A lead sees all of them, an MD the settled ones that they reviewed:
 * before that nobody may learn what the others answered.
 */
export async function listRounds(
  actor: Actor,
  { state, cursor, limit }: RoundQuery,
): Promise<RoundPage> {
  const isLead = mayActAs(actor.role, 'lead');
  if (!isLead && state === 'disputed') return { rounds: [], next: null };
  const [at, id] = cursor?.split(' ') ?? [];
  const isOldestFirst = state === 'disputed';
  const place = isOldestFirst
    ? Prisma.sql`(o.reviewed_at, o.id) > (${at ?? null}::timestamptz, ${id ?? null}::uuid)`
    : Prisma.sql`(o.reviewed_at, o.id) < (${at ?? null}::timestamptz, ${id ?? null}::uuid)`;
  const records = await db().$queryRaw<RoundRecord[]>`
    SELECT ${roundColumns(actor.id)} ${fromRounds}
    WHERE o.state = ${state}::"RoundState" AND o.reviewed_at IS NOT NULL
      AND ${isLead ? Prisma.sql`true` : isReviewer(actor.id)}
      AND ${cursor === undefined ? Prisma.sql`true` : place}
    ORDER BY ${isOldestFirst ? Prisma.sql`o.reviewed_at, o.id` : Prisma.sql`o.reviewed_at DESC, o.id DESC`}
    LIMIT ${limit + 1}::int`;
  const last = records.length > limit ? records[limit - 1] : undefined;
  return {
    rounds: records.slice(0, limit).map(toSummary),
    next: last ? `${last.reviewed_at.toISOString()} ${last.id}` : null,
  };
}

/** One round whose reviews are in, as far as `actor` may see it; null otherwise. */
export async function findRound(actor: Actor, id: string): Promise<RoundSummary | null> {
  const isLead = mayActAs(actor.role, 'lead');
  const [record] = await db().$queryRaw<RoundRecord[]>`
    SELECT ${roundColumns(actor.id)} ${fromRounds}
    WHERE o.id = ${id}::uuid AND o.reviewed_at IS NOT NULL
      AND ${isLead ? Prisma.sql`true` : Prisma.sql`o.state = 'settled' AND ${isReviewer(actor.id)}`}`;
  return record ? toSummary(record) : null;
}

function isReviewer(userId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM independent_reviews i
    WHERE i.round_id = o.id AND i.reviewer_id = ${userId})`;
}

const fromRounds = Prisma.sql`
  FROM overlap_rounds o
  JOIN products p ON p.id = o.product_id
  JOIN categories c ON c.id = p.category_id
  LEFT JOIN queues q ON q.id = o.queue_id
  LEFT JOIN users l ON l.id = o.settled_by
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS rows, (count(*) FILTER (WHERE w.is_disputed))::int AS disputed
    FROM overlap_rows w WHERE w.round_id = o.id
  ) counted`;

/** An answer of mine lost when another one was chosen and its key is another. */
function roundColumns(userId: string): Prisma.Sql {
  return Prisma.sql`o.id::text AS id, o.product_id, p.title, c.name_ko, c.name_en,
    q.name AS queue_name, o.state::text AS state, counted.rows, counted.disputed,
    o.reviewed_at, o.settled_at, COALESCE(l.name, o.settled_by) AS settled_by,
    ARRAY(SELECT COALESCE(u.name, i.reviewer_id, '') FROM independent_reviews i
      LEFT JOIN users u ON u.id = i.reviewer_id
      WHERE i.round_id = o.id ORDER BY i.slot) AS reviewers,
    (SELECT count(*) FROM overlap_rows w,
        jsonb_array_elements(w.answers) AS mine
      WHERE w.round_id = o.id AND w.is_disputed AND w.decision_id IS NOT NULL
        AND mine->>'reviewerId' = ${userId}
        AND NOT EXISTS (SELECT FROM jsonb_array_elements(w.answers) AS chosen
          WHERE (chosen->>'slot')::int = w.chosen_slot AND chosen->>'key' = mine->>'key'))::int
      AS overruled`;
}

function toSummary(record: RoundRecord): RoundSummary {
  const { id, title, state, reviewers, rows, disputed, overruled } = record;
  return {
    id,
    productId: record.product_id,
    title,
    categoryNameKo: record.name_ko,
    categoryNameEn: record.name_en,
    queueName: record.queue_name,
    state,
    reviewers,
    rows,
    disputed,
    overruled,
    reviewedAt: record.reviewed_at.toISOString(),
    settledAt: record.settled_at?.toISOString() ?? null,
    settledBy: record.settled_by,
  };
}
