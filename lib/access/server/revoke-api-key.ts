import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';

/**
 * Ends a key for good, from its next request on; ending it again changes nothing.
 * @throws AppError `not-found`
 */
export async function revokeApiKey(
  actor: { readonly id: string },
  id: string,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [revoked] = await tx.apiKey.updateManyAndReturn({
      where: { id, revokedAt: null },
      data: { revokedAt: now, revokedBy: actor.id },
    });
    if (!revoked) {
      const known = await tx.apiKey.findUnique({ where: { id }, select: { id: true } });
      if (!known) throw new AppError('not-found', 'errors.not-found', { subject: `API key ${id}` });
      return;
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'api-key.revoke',
      subjectType: 'api-key',
      subjectId: id,
      detail: { name: revoked.name },
    });
  });
}
