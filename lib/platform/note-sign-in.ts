import { unknownActorId, writeAudit, writeRefusal } from './audit';
import { db } from './db';

/** How a sign-in ended; what was typed is not written down: it may be a password. */
export async function noteSignIn(
  email: string,
  end: 'sign-in' | 'sign-in-failed' | 'sign-in-blocked' | 'sign-in-too-often',
): Promise<void> {
  const user = await db().user.findUnique({
    where: { email: email.toLowerCase() },
    select: { id: true },
  });
  const row = {
    actorId: end === 'sign-in' && user ? user.id : unknownActorId,
    action: `person.${end}`,
    subjectType: 'person',
    subjectId: user?.id ?? unknownActorId,
  };
  // Failures are few: after some, the next ones are refused unseen.
  await (end === 'sign-in-too-often' ? writeRefusal(db(), row) : writeAudit(db(), row));
}

export async function noteSignOut(personId: string): Promise<void> {
  await writeAudit(db(), {
    actorId: personId,
    action: 'person.sign-out',
    subjectType: 'person',
    subjectId: personId,
  });
}
