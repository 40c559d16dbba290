import type { Prisma, Transaction } from './db';

/** Who did what to what; written in the transaction that does it. */
export interface AuditRow {
  readonly actorId: string;
  /** Noun and verb: `import.start`, `commit.revert`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: Prisma.InputJsonObject;
}

/** Appends to the audit trail inside `tx`. */
export async function writeAudit(tx: Transaction, row: AuditRow): Promise<void> {
  await writeAudits(tx, [row]);
}

/** The same for many rows in one statement. */
export async function writeAudits(tx: Transaction, rows: readonly AuditRow[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: rows.map((row) => ({ ...row, detail: row.detail ?? {} })),
  });
}
