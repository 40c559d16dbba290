import { db, Prisma, type Transaction } from '../../platform/db';
import { readListPlace, writeListPlace } from '../../platform/list-place';
import type { CommitPage, CommitQuery, CommitSummary } from '../contract';

interface CommitRecord {
  readonly id: string;
  readonly product_id: number;
  readonly title: string;
  readonly name_ko: string;
  readonly name_en: string;
  readonly state: CommitSummary['state'];
  readonly created_by: string;
  readonly created_by_id: string;
  readonly created_at: Date;
  readonly lands_at: Date;
  readonly landed_at: Date | null;
  readonly changes: number;
  readonly reverts_id: string | null;
  readonly reverted_by_id: string | null;
}

/**
 * One page of commits, newest first.
 * @throws AppError `invalid` for a cursor that is none.
 */
export async function listCommits(query: CommitQuery): Promise<CommitPage> {
  const conditions = [Prisma.sql`TRUE`];
  if (query.state !== undefined) {
    conditions.push(Prisma.sql`k.state = ${query.state}::"CommitState"`);
  }
  if (query.productId !== undefined) {
    conditions.push(Prisma.sql`k.product_id = ${query.productId}::int`);
  }
  if (query.cursor !== undefined) {
    const { at, id } = readListPlace(query.cursor);
    conditions.push(Prisma.sql`(k.created_at, k.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const found = await selectCommits(db(), Prisma.join(conditions, ' AND '), query.limit + 1);
  const commits = found.slice(0, query.limit);
  const last = commits.at(-1);
  const hasMore = found.length > commits.length;
  return { commits, next: hasMore && last ? writeListPlace(last.createdAt, last.id) : null };
}

/** The summary of one commit, or null. */
export async function findCommit(tx: Transaction, id: string): Promise<CommitSummary | null> {
  const [commit] = await selectCommits(tx, Prisma.sql`k.id = ${id}::uuid`, 1);
  return commit ?? null;
}

async function selectCommits(
  tx: Transaction,
  condition: Prisma.Sql,
  limit: number,
): Promise<CommitSummary[]> {
  const records = await tx.$queryRaw<CommitRecord[]>`
    SELECT k.id::text, k.product_id, p.title, c.name_ko, c.name_en, k.state::text,
      COALESCE(u.name, k.created_by) AS created_by, k.created_by AS created_by_id, k.created_at, k.lands_at, k.landed_at,
      (SELECT count(*) FROM catalogue_changes g WHERE g.commit_id = k.id)::int AS changes,
      k.reverts_id::text, back.id::text AS reverted_by_id
    FROM (SELECT * FROM commits k WHERE ${condition}
      ORDER BY k.created_at DESC, k.id DESC LIMIT ${limit}::int) k
    JOIN products p ON p.id = k.product_id
    JOIN categories c ON c.id = p.category_id
    LEFT JOIN users u ON u.id = k.created_by
    LEFT JOIN commits back ON back.reverts_id = k.id
    ORDER BY k.created_at DESC, k.id DESC`;
  return records.map((record) => ({
    id: record.id,
    productId: record.product_id,
    title: record.title,
    categoryNameKo: record.name_ko,
    categoryNameEn: record.name_en,
    state: record.state,
    createdBy: record.created_by,
    createdById: record.created_by_id,
    createdAt: record.created_at.toISOString(),
    landsAt: record.lands_at.toISOString(),
    landedAt: record.landed_at?.toISOString() ?? null,
    changes: record.changes,
    revertsId: record.reverts_id,
    revertedById: record.reverted_by_id,
  }));
}
