import type { Prisma, Transaction } from './db';
import { readPlace } from './request-place';

/** Who did what to what; written in the transaction that does it. */
export interface AuditRow {
  readonly actorId: string;
  /** Noun and verb: `import.start`, `commit.revert`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: Prisma.InputJsonObject;
}

/** Who is nobody: a sign-in that failed. */
export const unknownActorId = 'unknown';

/** Appends to the audit trail inside `tx`. */
export async function writeAudit(tx: Transaction, row: AuditRow): Promise<void> {
  await writeAudits(tx, [row]);
}

/** The same for many rows in one statement. */
export async function writeAudits(tx: Transaction, rows: readonly AuditRow[]): Promise<void> {
  // Without a place its columns are not named: a backup is also made of a database before its upgrade.
  const place = readPlace();
  await tx.auditEntry.createMany({
    data: rows.map((row) => ({ ...row, ...place, detail: row.detail ?? {} })),
  });
}

/** Notes what was refused: once a minute for one actor and thing, or a script would fill the trail. */
export async function writeRefusal(tx: Transaction, row: AuditRow): Promise<void> {
  const { actorId, action, subjectType, subjectId, detail } = row;
  const { address = null, requestId = null } = readPlace() ?? {};
  await tx.$executeRaw`
    INSERT INTO audit_entries (actor_id, action, subject_type, subject_id, detail, address, request_id)
    SELECT ${actorId}, ${action}, ${subjectType}, ${subjectId},
      ${JSON.stringify(detail ?? {})}::jsonb, ${address}, ${requestId}
    WHERE NOT EXISTS (SELECT FROM audit_entries e WHERE e.at > now() - interval '1 minute'
      AND e.actor_id = ${actorId} AND e.action = ${action} AND e.subject_id = ${subjectId}
      AND e.address IS NOT DISTINCT FROM ${address})`;
}
