import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { auditRetention, type AuditRetention } from '../contract';

const settingName = 'audit-retention';
const batchSize = 10_000;

/** How long an admin wants the trail; all of it unless somebody has said so. */
export async function readAuditRetention(): Promise<AuditRetention> {
  const setting = await db().setting.findUnique({ where: { name: settingName } });
  return setting ? auditRetention.parse(setting.value) : { days: null };
}

export async function setAuditRetention(
  actor: { readonly id: string },
  retention: AuditRetention,
): Promise<AuditRetention> {
  await db().$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { name: settingName },
      create: { name: settingName, value: retention },
      update: { value: retention },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'audit.set-retention',
      subjectType: 'setting',
      subjectId: settingName,
      detail: { ...retention },
    });
  });
  return retention;
}

/** Deletes what is older than wanted, batch by batch, each with the entry that says so. */
export async function tidyAudit(signal: AbortSignal): Promise<number> {
  const { days } = await readAuditRetention();
  let deleted = 0;
  if (days === null) return deleted;
  for (let last = batchSize; last === batchSize && !signal.aborted; deleted += last)
    last = await deleteBatch(days);
  return deleted;
}

function deleteBatch(days: number): Promise<number> {
  return db().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      DELETE FROM audit_entries WHERE id IN (SELECT id FROM audit_entries
        WHERE at < now() - ${days}::int * interval '1 day' ORDER BY at LIMIT ${batchSize}::int)`;
    if (count > 0) {
      await writeAudit(tx, {
        actorId: 'system',
        action: 'audit.tidy',
        subjectType: 'audit',
        subjectId: settingName,
        detail: { days, count },
      });
    }
    return count;
  });
}
