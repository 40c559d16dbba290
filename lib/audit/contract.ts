import * as z from 'zod';
import { instant } from '../platform/inputs';

export const auditEntry = z.object({
  /** Grows with time; larger than JSON's numbers hold exactly. */
  id: z.string(),
  at: z.iso.datetime(),
  /** A person, `system`, `cli:…`, `api-key:…`, or `unknown`. */
  actorId: z.string(),
  /** Of a person or a key; null for others. */
  actorName: z.string().nullable(),
  /** Noun and verb: `import.start`. */
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  /** Of the caller; null for what jobs and commands did. */
  address: z.string().nullable(),
  /** The number of the request in the log. */
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const auditFilter = z.object({
  /** The noun of the action. */
  kind: z.string().max(40).optional(),
  actorId: z.string().max(120).optional(),
  subjectType: z.string().max(40).optional(),
  subjectId: z.string().max(200).optional(),
  address: z.string().max(60).optional(),
  requestId: z.string().max(60).optional(),
  since: instant.optional(),
  until: instant.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

// GET /api/audit, newest first
export const auditQuery = auditFilter.extend({
  /** The id of the last entry of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
  limit: z.coerce.number<number>().int().min(1).max(500).default(50),
});
export type AuditQuery = z.infer<typeof auditQuery>;
export const auditPage = z.object({
  entries: z.array(auditEntry),
  next: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

// GET /api/audit/export
export const auditFormat = z.enum(['csv', 'jsonl']);
export const auditExportQuery = auditFilter.extend({ format: auditFormat.default('jsonl') });
export type AuditExportQuery = z.infer<typeof auditExportQuery>;

// GET, PUT /api/audit/retention
export const auditRetention = z.object({
  /** Older entries are deleted, once an hour; null keeps all. */
  days: z.number().int().min(30).max(3_650).nullable(),
});
export type AuditRetention = z.infer<typeof auditRetention>;
