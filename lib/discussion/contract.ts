import * as z from 'zod';
import { attributeDefinition, key } from '../values/contract';
import { role } from '../platform/roles';

export const maximumMentions = 20;

/** Somebody who can be mentioned. */
export const mentionable = z.object({ id: z.string(), name: z.string(), role });
export type Mentionable = z.infer<typeof mentionable>;

// GET /api/people/names
export const mentionables = z.array(mentionable);

export const comment = z.object({
  id: z.uuid(),
  authorId: z.string(),
  author: z.string(),
  body: z.string(),
  createdAt: z.iso.datetime(),
  /** Who is called in; their names stand in the body behind an @. */
  mentions: z.array(mentionable.pick({ id: true, name: true })),
});
export type Comment = z.infer<typeof comment>;

export const commentThread = z.object({
  id: z.uuid(),
  /** The attribute that it is about; null for the product as a whole. */
  attribute: attributeDefinition.pick({ key: true, nameKo: true, nameEn: true }).nullable(),
  comments: z.array(comment),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
});
export type CommentThread = z.infer<typeof commentThread>;

// GET /api/products/:id/comments – open threads first, then by time
export const commentThreads = z.array(commentThread);

// POST /api/products/:id/comments
export const addCommentInput = z.object({
  /** Made by the client; sending it twice changes nothing. */
  id: z.uuid(),
  /** A thread of the product, or a new one under an id of the client's. */
  threadId: z.uuid(),
  /** For a new thread: what it is about. */
  attributeKey: key.nullable().default(null),
  body: z.string().trim().min(1).max(4000),
  mentions: z.array(z.string().min(1).max(120)).max(maximumMentions).default([]),
});
export type AddCommentInput = z.input<typeof addCommentInput>;

// POST /api/comment-threads/:id/resolve
export const resolveThreadInput = z.object({ isResolved: z.boolean() });

/** A comment that mentions the reader. */
export const mentionNote = z.object({
  id: z.number().int(),
  productId: z.number().int(),
  title: z.string(),
  attribute: attributeDefinition.pick({ key: true, nameKo: true, nameEn: true }).nullable(),
  author: z.string(),
  body: z.string(),
  createdAt: z.iso.datetime(),
  isRead: z.boolean(),
  isResolved: z.boolean(),
});
export type MentionNote = z.infer<typeof mentionNote>;

// GET /api/inbox – newest first
export const inboxQuery = z.object({
  /** `next` of the page before. */
  cursor: z.coerce.number<number>().int().optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(30),
});
export type InboxQuery = z.infer<typeof inboxQuery>;
export const inboxPage = z.object({
  notes: z.array(mentionNote),
  next: z.number().int().nullable(),
});
export type InboxPage = z.infer<typeof inboxPage>;

// GET /api/inbox/count
export const inboxCount = z.object({
  /** Mentions that the reader has not opened. */
  unread: z.number().int(),
  /** Synonyms that wait for a lead; 0 for others. */
  wishes: z.number().int(),
});
export type InboxCount = z.infer<typeof inboxCount>;

// POST /api/inbox/read
export const readNotesInput = z.object({
  /** Left out: all. */
  ids: z.array(z.number().int()).min(1).max(200).optional(),
});
