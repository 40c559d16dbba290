import * as z from 'zod';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import {
  commentThread,
  mentionables,
  type addCommentInput,
  type CommentThread,
  type Mentionable,
} from '../contract';

type AddComment = z.output<typeof addCommentInput>;

/** More people than this are found by no type-ahead. */
const maximumPeople = 1_000;
const maximumThreads = 200;

/** Everybody who can sign in, by name. */
export async function listMentionables(): Promise<Mentionable[]> {
  const people = await db().user.findMany({
    where: { OR: [{ banned: null }, { banned: false }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true },
    take: maximumPeople,
  });
  return mentionables.parse(people);
}

/** What people said of a product: open threads first, the newest of each kind at the top. */
export async function listComments(productId: number): Promise<CommentThread[]> {
  const records = await db().$queryRaw<{ thread: unknown }[]>`
    SELECT jsonb_build_object('id', t.id, 'resolvedBy', COALESCE(u.name, t.resolved_by),
      'resolvedAt', to_char(t.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'attribute', CASE WHEN a.id IS NOT NULL THEN
        jsonb_build_object('key', a.key, 'nameKo', a.name_ko, 'nameEn', a.name_en) END,
      'comments', (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', c.id, 'authorId', c.author_id,
        'author', COALESCE(w.name, c.author_id), 'body', c.body,
        'createdAt', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'mentions', (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name)
          ORDER BY m.id), '[]') FROM mentions m JOIN users n ON n.id = m.user_id
          WHERE m.comment_id = c.id)) ORDER BY c.seq), '[]')
        FROM comments c LEFT JOIN users w ON w.id = c.author_id WHERE c.thread_id = t.id)) AS thread
    FROM comment_threads t
    LEFT JOIN attributes a ON a.id = t.attribute_id
    LEFT JOIN users u ON u.id = t.resolved_by
    WHERE t.product_id = ${productId}::int
    ORDER BY t.resolved_at IS NOT NULL, t.created_at DESC, t.id
    LIMIT ${maximumThreads}::int`;
  return records.map(({ thread }) => commentThread.parse(thread));
}

/**
 * Says something about a product, in a thread that is there or in a new one, and calls in whom it
 * mentions. An answer opens a resolved thread again. Sending it again changes nothing.
 * @throws AppError `not-found` for the product or the attribute; `invalid` for somebody who is
 * mentioned and cannot sign in; `conflict` when the id is another comment's.
 */
export async function addComment(
  actor: Actor,
  productId: number,
  input: AddComment,
  now: Date,
): Promise<CommentThread[]> {
  if (!(await isStored(actor, input))) {
    try {
      await db().$transaction((tx) => write(tx, actor, productId, input, now));
    } catch (error) {
      // The same call arrived twice at once: the other one stored it.
      if (!isUniqueViolation(error) || !(await isStored(actor, input))) throw error;
    }
  }
  return listComments(productId);
}

async function isStored(actor: Actor, { id, threadId }: AddComment): Promise<boolean> {
  const stored = await db().comment.findUnique({ where: { id } });
  if (!stored) return false;
  if (stored.authorId === actor.id && stored.threadId === threadId) return true;
  throw new AppError('conflict', 'review.errors.comment-id-taken', { id });
}

async function write(
  tx: Transaction,
  actor: Actor,
  productId: number,
  input: AddComment,
  now: Date,
): Promise<void> {
  const { id, threadId, body } = input;
  await openThread(tx, actor, productId, input, now);
  const mentions = [...new Set(input.mentions)].filter((userId) => userId !== actor.id);
  const known = await tx.user.count({
    where: { id: { in: mentions }, OR: [{ banned: null }, { banned: false }] },
  });
  if (known < mentions.length) throw new AppError('invalid', 'review.errors.unknown-person');
  await tx.comment.create({
    data: {
      id,
      threadId,
      body,
      authorId: actor.id,
      createdAt: now,
      mentions: { create: mentions.map((userId) => ({ userId })) },
    },
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'comment.add',
    subjectType: 'product',
    subjectId: String(productId),
    detail: { id, threadId, mentions },
  });
}

async function openThread(
  tx: Transaction,
  actor: Actor,
  productId: number,
  { threadId, attributeKey }: AddComment,
  now: Date,
): Promise<void> {
  const { count } = await tx.commentThread.updateMany({
    where: { id: threadId, productId },
    data: { resolvedAt: null, resolvedBy: null },
  });
  if (count > 0) return;
  const product = await tx.product.findUnique({ where: { id: productId } });
  if (!product) {
    throw new AppError('not-found', 'errors.not-found', { subject: `product ${productId}` });
  }
  const { categoryId } = product;
  const attribute = attributeKey
    ? await tx.attribute.findUnique({
        where: { categoryId_key: { categoryId, key: attributeKey } },
      })
    : null;
  if (attributeKey !== null && !attribute) {
    throw new AppError('not-found', 'errors.not-found', { subject: `attribute ${attributeKey}` });
  }
  const attributeId = attribute?.id ?? null;
  await tx.commentThread.create({
    data: { id: threadId, productId, attributeId, createdBy: actor.id, createdAt: now },
  });
}

/**
 * Closes a thread, or opens it again; a repeated call changes nothing.
 * @throws AppError `not-found`.
 */
export async function resolveThread(
  actor: Actor,
  threadId: string,
  isResolved: boolean,
  now: Date,
): Promise<CommentThread[]> {
  const productId = await db().$transaction(async (tx) => {
    const thread = await tx.commentThread.findUnique({ where: { id: threadId } });
    if (!thread) {
      throw new AppError('not-found', 'errors.not-found', { subject: `thread ${threadId}` });
    }
    const { count } = await tx.commentThread.updateMany({
      where: { id: threadId, resolvedAt: isResolved ? null : { not: null } },
      data: isResolved
        ? { resolvedAt: now, resolvedBy: actor.id }
        : { resolvedAt: null, resolvedBy: null },
    });
    if (count > 0) {
      await writeAudit(tx, {
        actorId: actor.id,
        action: isResolved ? 'comment.resolve' : 'comment.reopen',
        subjectType: 'product',
        subjectId: String(thread.productId),
        detail: { threadId },
      });
    }
    return thread.productId;
  });
  return listComments(productId);
}
