import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { addCommentInput, inboxQuery } from '../contract';
import { addComment, listComments, listMentionables, resolveThread } from './comments';
import { countInbox, readInbox, readNotes } from './inbox';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';

const now = new Date('2026-11-01T09:00:00Z');

let database: ReviewDatabase;
let md: Actor;
let lead: Actor;
let productId: number;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  md = await addPerson('md');
  lead = await addPerson('lead', 'lead');
  ({ productId } = await addReadyProduct(await addMonitorCategory(), { externalId: 'a' }));
});

const say = (body: string, rest: object = {}) =>
  addCommentInput.parse({ id: crypto.randomUUID(), threadId: crypto.randomUUID(), body, ...rest });

describe('comments', () => {
  it('stand under their product and attribute, answers under what they answer', async () => {
    const question = say('@Person lead 무슨 색?', { attributeKey: 'colour', mentions: ['lead'] });
    await addComment(md, productId, question, now);
    const answer = say('검정', { threadId: question.threadId });
    const threads = await addComment(lead, productId, answer, now);
    expect(threads).toMatchObject([
      {
        id: question.threadId,
        attribute: { key: 'colour' },
        comments: [
          { body: '@Person lead 무슨 색?', mentions: [{ id: 'lead', name: 'Person lead' }] },
          { body: '검정', author: 'Person lead', mentions: [] },
        ],
      },
    ]);
  });

  it('are stored once however often they are sent', async () => {
    const once = say('하나', { mentions: ['lead'] });
    const results = await Promise.all([
      addComment(md, productId, once, now),
      addComment(md, productId, once, now),
    ]);
    expect(results[0]).toEqual(results[1]);
    expect(await db().comment.count()).toBe(1);
    expect(await db().auditEntry.count({ where: { action: 'comment.add' } })).toBe(1);
    await expect(addComment(lead, productId, once, now)).rejects.toMatchObject({
      reason: 'review.errors.comment-id-taken',
    });
  });

  it('name only people, attributes and products that there are', async () => {
    await expect(
      addComment(md, productId, say('?', { mentions: ['nobody'] }), now),
    ).rejects.toMatchObject({ reason: 'review.errors.unknown-person' });
    await expect(
      addComment(md, productId, say('?', { attributeKey: 'weight' }), now),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(addComment(md, productId + 1, say('?'), now)).rejects.toMatchObject({
      code: 'not-found',
    });
    await db().user.update({ where: { id: 'lead' }, data: { banned: true } });
    expect(await listMentionables()).toMatchObject([{ id: 'md' }]);
    expect(await db().commentThread.count()).toBe(0);
  });

  it('are resolved once and opened again by an answer', async () => {
    const question = say('?');
    await addComment(md, productId, question, now);
    await resolveThread(lead, question.threadId, true, now);
    await resolveThread(md, question.threadId, true, now);
    expect(await listComments(productId)).toMatchObject([{ resolvedBy: 'Person lead' }]);
    expect(await db().auditEntry.count({ where: { action: 'comment.resolve' } })).toBe(1);
    await addComment(md, productId, say('!', { threadId: question.threadId }), now);
    expect(await listComments(productId)).toMatchObject([{ resolvedAt: null, resolvedBy: null }]);
  });
});

describe('the inbox', () => {
  it('holds what mentions the reader until it is read, page after page', async () => {
    for (const body of ['하나', '둘', '셋']) {
      await addComment(md, productId, say(body, { mentions: ['lead', 'md'] }), now);
    }
    expect(await countInbox(lead)).toEqual({ unread: 3, wishes: 0 });
    expect(await countInbox(md)).toEqual({ unread: 0, wishes: 0 });
    const first = await readInbox(lead, inboxQuery.parse({ limit: 2 }));
    expect(first.notes.map(({ body }) => body)).toEqual(['셋', '둘']);
    const cursor = first.next ?? 0;
    const second = await readInbox(lead, inboxQuery.parse({ limit: 2, cursor }));
    expect(second).toMatchObject({ notes: [{ body: '하나', isRead: false }], next: null });
    const [newest] = first.notes;
    expect(await readNotes(md, [newest!.id], now)).toMatchObject({ unread: 0 });
    expect(await readNotes(lead, [newest!.id], now)).toMatchObject({ unread: 2 });
    expect(await readNotes(lead, undefined, now)).toMatchObject({ unread: 0 });
  });
});
