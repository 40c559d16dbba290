import { randomBytes } from 'node:crypto';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { forgetAccount } from '../../platform/sign-in-failures';
import { keepOneAdmin } from './change-person';

/**
 * Removes name, e-mail, password, sessions and addresses of a person. Their row stays under a
 * pseudonym, so that what they decided still has an author and figures still add up.
 * @throws AppError `not-found`, or `conflict` for oneself and for the last admin.
 */
export async function removePerson(actor: Actor, id: string): Promise<void> {
  if (actor.id === id) throw new AppError('conflict', 'people.errors.remove-yourself');
  const pseudonym = `#${randomBytes(4).toString('hex')}`;
  await db().$transaction(async (tx) => {
    // As in changePerson: two admins cannot remove each other at once.
    await tx.$queryRaw`SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    const person = await tx.user.findFirst({
      where: { id, removedAt: null },
      select: { email: true },
    });
    if (!person) throw new AppError('not-found', 'errors.not-found', { subject: id });
    const changed = await tx.user.updateMany({
      where: { id, removedAt: null },
      data: {
        name: pseudonym,
        email: `${pseudonym.slice(1)}@removed.invalid`,
        image: null,
        role: 'viewer',
        banned: true,
        banReason: null,
        removedAt: new Date(),
      },
    });
    if (changed.count === 0) throw new AppError('not-found', 'errors.not-found', { subject: id });
    await keepOneAdmin(tx);
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.account.deleteMany({ where: { userId: id } });
    await tx.queueAssignee.deleteMany({ where: { userId: id } });
    await forgetAccount(tx, person.email);
    await cleanTrail(tx, id);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'person.remove',
      subjectType: 'person',
      subjectId: id,
    });
  });
}

/** What the trail knows of the person beside what they did: names they had, addresses they came from. */
async function cleanTrail(tx: Transaction, id: string): Promise<void> {
  await tx.auditEntry.updateMany({ where: { actorId: id }, data: { address: null } });
  await tx.$executeRaw`
    UPDATE audit_entries SET detail = detail - 'name',
      address = CASE WHEN action LIKE 'person.sign-%' THEN NULL ELSE address END
    WHERE subject_type = 'person' AND subject_id = ${id}`;
}
