import { writeAudit } from '../../platform/audit';
import { lockForTransaction, numberedLocks } from '../../platform/database/locks';
import { db, isUniqueViolation } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { CreateFirstAdminInput, CreatePersonInput } from '../contract';
import { insertPerson } from './store';

/**
 * Makes a person who can sign in at once.
 * @throws AppError `conflict` when the e-mail address is taken.
 */
export async function createPerson(
  actor: Actor,
  input: CreatePersonInput,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  try {
    await db().$transaction(async (tx) => {
      await insertPerson(tx, { id, ...input });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'person.create',
        subjectType: 'person',
        subjectId: id,
        detail: { role: input.role },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'people.errors.email-taken', { email: input.email });
  }
  return { id };
}

/** True while nobody can sign in. */
export async function isFirstRun(): Promise<boolean> {
  return (await db().user.findFirst({ select: { id: true } })) === null;
}

/**
 * Makes the admin of a new installation; of two first visitors one wins.
 * @throws AppError `conflict` when there are people already.
 */
export async function createFirstAdmin(input: CreateFirstAdminInput): Promise<void> {
  const id = crypto.randomUUID();
  await db().$transaction(async (tx) => {
    await lockForTransaction(tx, numberedLocks.firstAdmin);
    if ((await tx.user.count()) > 0) throw new AppError('conflict', 'people.errors.not-first-run');
    await insertPerson(tx, { id, ...input, role: 'admin' });
    await writeAudit(tx, {
      actorId: id,
      action: 'person.create-first-admin',
      subjectType: 'person',
      subjectId: id,
    });
  });
}
