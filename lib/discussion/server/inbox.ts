import { db, Prisma } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { mentionNote, type InboxCount, type InboxPage, type InboxQuery } from '../contract';
import { countSynonymWishes } from './synonym-wishes';

/** Comments that mention the reader, newest first. */
export async function readInbox(actor: Actor, query: InboxQuery): Promise<InboxPage> {
  const isBehind =
    query.cursor === undefined ? Prisma.sql`TRUE` : Prisma.sql`m.id < ${query.cursor}::bigint`;
  const records = await db().$queryRaw<{ note: unknown }[]>`
    SELECT jsonb_build_object('id', m.id, 'productId', t.product_id, 'title', o.title,
      'attribute', CASE WHEN a.id IS NOT NULL THEN
        jsonb_build_object('key', a.key, 'nameKo', a.name_ko, 'nameEn', a.name_en) END,
      'author', COALESCE(u.name, c.author_id), 'body', c.body,
      'createdAt', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'isRead', m.read_at IS NOT NULL, 'isResolved', t.resolved_at IS NOT NULL) AS note
    FROM mentions m
    JOIN comments c ON c.id = m.comment_id
    JOIN comment_threads t ON t.id = c.thread_id
    JOIN products o ON o.id = t.product_id
    LEFT JOIN attributes a ON a.id = t.attribute_id
    LEFT JOIN users u ON u.id = c.author_id
    WHERE m.user_id = ${actor.id} AND ${isBehind}
    ORDER BY m.id DESC LIMIT ${query.limit + 1}::int`;
  const notes = records.slice(0, query.limit).map(({ note }) => mentionNote.parse(note));
  return { notes, next: records.length > notes.length ? (notes.at(-1)?.id ?? null) : null };
}

/** What waits for the reader. */
export async function countInbox(actor: Actor): Promise<InboxCount> {
  const [unread, wishes] = await Promise.all([
    db().mention.count({ where: { userId: actor.id, readAt: null } }),
    countSynonymWishes(actor),
  ]);
  return { unread, wishes };
}

/** Marks the reader's own mentions as read; those of others are left alone. */
export async function readNotes(
  actor: Actor,
  ids: readonly number[] | undefined,
  now: Date,
): Promise<InboxCount> {
  await db().mention.updateMany({
    where: { userId: actor.id, readAt: null, ...(ids ? { id: { in: [...ids] } } : {}) },
    data: { readAt: now },
  });
  return countInbox(actor);
}
