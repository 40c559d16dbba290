import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { AutonomyPolicy } from '../contract';

/**
 * Says whether, and how far, the values of an attribute may be accepted unseen. Off holds at once.
 * Turned on after a demotion, the model begins again in the shadow, on verdicts from now on alone.
 * @throws AppError `not-found` for an attribute that no schema has
 */
export async function setAutonomyPolicy(
  actor: { readonly id: string },
  attributeId: number,
  policy: AutonomyPolicy,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const attribute = await tx.attribute.findFirst({
      where: { id: attributeId, archivedAt: null },
    });
    if (!attribute) {
      const subject = `attribute ${attributeId}`;
      throw new AppError('not-found', 'errors.not-found', { subject });
    }
    const data = { ...policy, setBy: actor.id, setAt: now };
    await tx.autonomyPolicy.upsert({
      where: { attributeId },
      create: { attributeId, ...data },
      update: data,
    });
    const restarted = policy.isOn ? await restartDemoted(tx, attributeId, now) : 0;
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'autonomy.set',
      subjectType: 'attribute',
      subjectId: String(attributeId),
      detail: { ...policy, restarted },
    });
  });
}

function restartDemoted(tx: Transaction, attributeId: number, now: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE autonomy_standings SET state = 'shadow', since = ${now}::timestamptz, judged = 0,
      "right" = 0, bound = 0, counts_from = (SELECT COALESCE(max(seq), 0) FROM decisions)
    WHERE attribute_id = ${attributeId}::int AND state = 'demoted'`;
}
