import { hashPassword } from 'better-auth/crypto';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { ChangePersonInput } from '../contract';

/**
 * Changes name, role, password or access. What takes rights away also ends the person's sessions.
 * @throws AppError `not-found`, or `conflict` when no admin who can sign in would be left.
 */
export async function changePerson(
  actor: Actor,
  id: string,
  input: ChangePersonInput,
): Promise<void> {
  const { name, role, isBlocked, password } = input;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  await db().$transaction(async (tx) => {
    // Serialises changes of admins, so that two admins cannot demote each other at once.
    await tx.$queryRaw`SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    const changed = await tx.user.updateMany({
      where: { id, removedAt: null },
      data: { name, role, ...(isBlocked === undefined ? {} : { banned: isBlocked }) },
    });
    if (changed.count === 0) throw new AppError('not-found', 'errors.not-found', { subject: id });
    await keepOneAdmin(tx);
    if (passwordHash) {
      await tx.account.updateMany({
        where: { userId: id, providerId: 'credential' },
        data: { password: passwordHash },
      });
    }
    if (role !== undefined || isBlocked || passwordHash) {
      await tx.session.deleteMany({ where: { userId: id } });
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'person.change',
      subjectType: 'person',
      subjectId: id,
      detail: {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(isBlocked === undefined ? {} : { isBlocked }),
        ...(passwordHash ? { password: 'changed' } : {}),
      },
    });
  });
}

/** @throws AppError `conflict` when no admin who can sign in is left. */
export async function keepOneAdmin(tx: Transaction): Promise<void> {
  const admin = await tx.user.findFirst({
    where: { role: 'admin', OR: [{ banned: false }, { banned: null }] },
    select: { id: true },
  });
  if (!admin) throw new AppError('conflict', 'people.errors.last-admin');
}
