import * as z from 'zod';
import { db, Prisma } from '../../platform/db';
import type { AuditEntry, AuditFilter, AuditPage, AuditQuery } from '../contract';

interface AuditRecord {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly detail: unknown;
}

const detail = z.record(z.string(), z.unknown()).catch({});

/** One page of the trail, newest first. */
export async function listAudit(query: AuditQuery): Promise<AuditPage> {
  const found = await selectEntries(query, query.cursor ?? null, query.limit + 1);
  const entries = found.slice(0, query.limit);
  return { entries, next: found.length > entries.length ? (entries.at(-1)?.id ?? null) : null };
}

/** Entries that `filter` takes, from the newest before `cursor` on. */
export async function selectEntries(
  filter: AuditFilter,
  cursor: string | null,
  limit: number,
): Promise<AuditEntry[]> {
  const conditions = Prisma.join([Prisma.sql`TRUE`, ...conditionsOf(filter, cursor)], ' AND ');
  const records = await db().$queryRaw<AuditRecord[]>`
    SELECT e.id::text, e.at, e.actor_id, COALESCE(u.name, k.name) AS actor_name, e.action,
      e.subject_type, e.subject_id, e.address, e.request_id, e.detail
    FROM (SELECT * FROM audit_entries e WHERE ${conditions}
      ORDER BY e.id DESC LIMIT ${limit}::int) e
    LEFT JOIN users u ON u.id = e.actor_id
    LEFT JOIN api_keys k ON 'api-key:' || k.id = e.actor_id
    ORDER BY e.id DESC`;
  return records.map((record) => ({
    id: record.id,
    at: record.at.toISOString(),
    actorId: record.actor_id,
    actorName: record.actor_name,
    action: record.action,
    subjectType: record.subject_type,
    subjectId: record.subject_id,
    address: record.address,
    requestId: record.request_id,
    detail: detail.parse(record.detail),
  }));
}

function conditionsOf(filter: AuditFilter, cursor: string | null): Prisma.Sql[] {
  const { kind, actorId, subjectType, subjectId, address, requestId, since, until } = filter;
  return [
    kind === undefined ? null : Prisma.sql`split_part(e.action, '.', 1) = ${kind}`,
    actorId === undefined ? null : Prisma.sql`e.actor_id = ${actorId}`,
    subjectType === undefined ? null : Prisma.sql`e.subject_type = ${subjectType}`,
    subjectId === undefined ? null : Prisma.sql`e.subject_id = ${subjectId}`,
    address === undefined ? null : Prisma.sql`e.address = ${address}`,
    requestId === undefined ? null : Prisma.sql`e.request_id = ${requestId}`,
    since === undefined ? null : Prisma.sql`e.at >= ${since}::timestamptz`,
    until === undefined ? null : Prisma.sql`e.at < ${until}::timestamptz`,
    cursor === null ? null : Prisma.sql`e.id < ${cursor}::bigint`,
  ].filter((condition) => condition !== null);
}
