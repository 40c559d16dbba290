import { editSchema } from '../../catalogue/server';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { SynonymOffer, SynonymStep, SynonymWish } from '../correction-contract';
import { addSynonym, removeSynonym } from '../find-synonym';
import { readSynonymOffer } from './read-aftermath';

const shownWishes = 100;

interface WishRecord {
  readonly id: string;
  readonly category_key: string;
  readonly category_ko: string;
  readonly category_en: string;
  readonly attribute_key: string;
  readonly attribute_ko: string;
  readonly attribute_en: string;
  readonly value: string | null;
  readonly spelling: string;
  readonly state: SynonymWish['state'];
  readonly created_by: string;
  readonly created_by_id: string;
  readonly created_at: Date;
  readonly settled_by: string | null;
  readonly settled_at: Date | null;
}

async function selectWishes(tx: Transaction, condition: Prisma.Sql): Promise<SynonymWish[]> {
  const records = await tx.$queryRaw<WishRecord[]>`
    SELECT w.id::text, c.key AS category_key, c.name_ko AS category_ko, c.name_en AS category_en,
      a.key AS attribute_key, a.name_ko AS attribute_ko, a.name_en AS attribute_en,
      w.value, w.spelling, w.state, COALESCE(u.name, w.created_by) AS created_by,
      w.created_by AS created_by_id, w.created_at, COALESCE(e.name, w.settled_by) AS settled_by,
      w.settled_at
    FROM synonym_wishes w
    JOIN attributes a ON a.id = w.attribute_id
    JOIN categories c ON c.id = a.category_id
    LEFT JOIN users u ON u.id = w.created_by
    LEFT JOIN users e ON e.id = w.settled_by
    WHERE ${condition}
    ORDER BY w.state = 'proposed' DESC, w.created_at DESC, w.id DESC LIMIT ${shownWishes}::int`;
  return records.map((record) => ({
    id: record.id,
    category: {
      key: record.category_key,
      nameKo: record.category_ko,
      nameEn: record.category_en,
    },
    attribute: {
      key: record.attribute_key,
      nameKo: record.attribute_ko,
      nameEn: record.attribute_en,
    },
    value: record.value,
    spelling: record.spelling,
    state: record.state,
    createdBy: record.created_by,
    createdById: record.created_by_id,
    createdAt: record.created_at.toISOString(),
    settledBy: record.settled_by,
    settledAt: record.settled_at?.toISOString() ?? null,
  }));
}

async function requireWish(tx: Transaction, id: string): Promise<SynonymWish> {
  const [wish] = await selectWishes(tx, Prisma.sql`w.id = ${id}::uuid`);
  if (!wish) throw new AppError('not-found', 'errors.not-found', { subject: `synonym ${id}` });
  return wish;
}

/** Those that wait for a lead, then the last that were settled; an MD sees their own. */
export function listSynonymWishes(actor: Actor): Promise<SynonymWish[]> {
  const isLead = mayActAs(actor.role, 'lead');
  return selectWishes(db(), isLead ? Prisma.sql`TRUE` : Prisma.sql`w.created_by = ${actor.id}`);
}

/** How many wait for a lead; none for others. */
export async function countSynonymWishes(actor: Actor): Promise<number> {
  if (!mayActAs(actor.role, 'lead')) return 0;
  return db().synonymWish.count({ where: { state: 'proposed' } });
}

/**
 * Teaches the schema the spelling of a correction: by a lead at once, as a new revision; by an MD as
 * a wish that a lead settles. Sending it again answers what the first call did.
 * @throws AppError `conflict` when the correction teaches no spelling (any more), or when the same
 * wish waits already; `not-found` for a decision that is none.
 */
export async function wishSynonym(
  actor: Actor,
  id: string,
  { decisionId }: { readonly decisionId: string },
  now: Date,
): Promise<SynonymWish> {
  const earlier = await db().synonymWish.findUnique({ where: { id } });
  if (earlier) return requireOwn(actor, id);
  const { offer, attributeId } = await readSynonymOffer(decisionId);
  if (!offer) throw new AppError('conflict', 'review.errors.no-synonym');
  const isLead = mayActAs(actor.role, 'lead');
  try {
    return await db().$transaction(async (tx) => {
      await tx.synonymWish.create({
        data: {
          id,
          attributeId,
          ...offer,
          decisionId,
          state: isLead ? 'applied' : 'proposed',
          createdBy: actor.id,
          createdAt: now,
          ...(isLead ? { settledBy: actor.id, settledAt: now } : {}),
        },
      });
      if (isLead) await teach(tx, actor, await requireWish(tx, id), now);
      await audit(tx, actor, id, isLead ? 'apply' : 'wish', offer);
      return requireWish(tx, id);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (await db().synonymWish.findUnique({ where: { id } })) return requireOwn(actor, id);
    throw new AppError('conflict', 'review.errors.synonym-waiting', { spelling: offer.spelling });
  }
}

async function requireOwn(actor: Actor, id: string): Promise<SynonymWish> {
  const wish = await requireWish(db(), id);
  if (wish.createdById === actor.id) return wish;
  throw new AppError('conflict', 'review.errors.synonym-id-taken', { id });
}

/**
 * Settles a wish: a lead applies or refuses it; who wished it, or a lead, withdraws it, and takes an
 * applied spelling out of the schema again. A repeated step changes nothing.
 * @throws AppError `not-found`; `forbidden`; `conflict` when it was settled otherwise.
 */
export async function settleSynonym(
  actor: Actor,
  id: string,
  step: SynonymStep,
  now: Date,
): Promise<SynonymWish> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM synonym_wishes WHERE id = ${id}::uuid FOR UPDATE`;
    const wish = await requireWish(tx, id);
    const isLead = mayActAs(actor.role, 'lead');
    const isOwnWaiting = wish.createdById === actor.id && wish.state !== 'applied';
    if (!isLead && !(step === 'withdraw' && isOwnWaiting)) {
      throw new AppError('forbidden', 'errors.forbidden', { role: 'lead' });
    }
    const target = targets[step];
    if (wish.state === target) return wish;
    const isOpen = wish.state === 'proposed' || (wish.state === 'applied' && step === 'withdraw');
    if (!isOpen) throw new AppError('conflict', 'review.errors.synonym-settled');
    await tx.synonymWish.update({
      where: { id },
      data: { state: target, settledBy: actor.id, settledAt: now },
    });
    if (step === 'apply') await teach(tx, actor, wish, now);
    if (wish.state === 'applied') await forget(tx, actor, wish, now);
    await audit(tx, actor, id, step, wish);
    return requireWish(tx, id);
  });
}

const targets = { apply: 'applied', refuse: 'refused', withdraw: 'withdrawn' } as const;

async function teach(tx: Transaction, actor: Actor, wish: SynonymWish, now: Date): Promise<void> {
  const saved = await editSchema(
    tx,
    changeOf(actor, wish, 'schema.add-synonym', now),
    (attributes) => addSynonym(attributes, wish.attribute.key, wish),
  );
  if (!saved) {
    throw new AppError('conflict', 'review.errors.synonym-known', { spelling: wish.spelling });
  }
  await tx.synonymWish.update({ where: { id: wish.id }, data: { revision: saved.revision } });
}

/** A spelling that somebody took out meanwhile is gone already. */
async function forget(tx: Transaction, actor: Actor, wish: SynonymWish, now: Date): Promise<void> {
  await editSchema(tx, changeOf(actor, wish, 'schema.remove-synonym', now), (attributes) =>
    removeSynonym(attributes, wish.attribute.key, wish),
  );
}

function changeOf(actor: Actor, wish: SynonymWish, action: `schema.${string}`, now: Date) {
  return { actorId: actor.id, categoryKey: wish.category.key, action, now };
}

function audit(
  tx: Transaction,
  actor: Actor,
  id: string,
  verb: SynonymStep | 'wish',
  { value, spelling }: SynonymOffer,
): Promise<void> {
  return writeAudit(tx, {
    actorId: actor.id,
    action: `synonym.${verb}`,
    subjectType: 'synonym',
    subjectId: id,
    detail: { value, spelling },
  });
}
