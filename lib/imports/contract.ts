import * as z from 'zod';
import { columnMapping, importMapping } from './column-mapping';
import { fileFormat } from './file-format';

export const importState = z.enum([
  'uploaded',
  'queued',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
]);
export type ImportState = z.infer<typeof importState>;

/** One import as lists and its own page show it. Counts of rows add up to `rowsSettled`. */
export const importSummary = z.object({
  id: z.uuid(),
  fileName: z.string(),
  byteSize: z.number(),
  format: fileFormat,
  mapping: importMapping,
  state: importState,
  rowsSettled: z.number().int(),
  rowsInserted: z.number().int(),
  rowsUpdated: z.number().int(),
  rowsUnchanged: z.number().int(),
  rowsRejected: z.number().int(),
  /** Of the file as it was uploaded; `bytesRead / byteSize` is the progress. */
  bytesRead: z.number(),
  /** True when it should be running and nobody works on it; resuming goes on behind the last row. */
  isStalled: z.boolean(),
  /** Why it failed, in the caller's language. */
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;

// GET /api/imports
export const listImportsQuery = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListImportsQuery = z.infer<typeof listImportsQuery>;
export const importList = z.object({
  imports: z.array(importSummary),
  nextCursor: z.string().nullable(),
});
export type ImportList = z.infer<typeof importList>;

// POST /api/imports?fileName=… – the file itself is the body.
export const uploadQuery = z.object({
  fileName: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .transform(
      (name) =>
        name
          .replace(/[\p{Cc}\p{Cs}]/gu, '')
          .split(/[\\/]/)
          .at(-1) ?? '',
    ),
});

export const importParams = z.object({ id: z.uuid() });

// POST /api/imports/:id/start
export const startImportInput = importMapping;
export type StartImportInput = z.input<typeof importMapping>;

// GET /api/imports/:id/preview?mapping=…
export const previewQuery = z.object({
  /** ImportMapping as JSON; the guessed or saved one without it. */
  mapping: z.string().max(20_000).optional(),
});

export const previewRow = z.object({
  rowNumber: z.number().int(),
  /** Cells as they stand in the file, in the order of `columns`; cut where they are long. */
  cells: z.array(z.string()),
  /** The product that the row would become; null when it would be rejected. */
  product: z
    .object({
      externalId: z.string(),
      seller: z.string(),
      category: z.string(),
      /** True when the import would make the category. */
      isNewCategory: z.boolean(),
      title: z.string(),
      spec: z.string(),
      description: z.string(),
      brand: z.string().nullable(),
      price: z.string().nullable(),
      currency: z.string(),
      imageUrls: z.array(z.string()),
      groupKey: z.string().nullable(),
      raw: z.string(),
    })
    .nullable(),
  /** Why it would be rejected, in the caller's language. */
  reason: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof previewRow>;

export const importPreview = z.object({
  columns: z.array(z.string()),
  mapping: importMapping,
  guessed: columnMapping,
  /** Fields that have neither a column nor a default; the import cannot start with any. */
  missing: z.array(z.string()),
  rows: z.array(previewRow),
});
export type ImportPreview = z.infer<typeof importPreview>;

// POST /api/imports/:id/pause, /resume, /cancel
export const importStep = z.enum(['pause', 'resume', 'cancel']);
export type ImportStep = z.infer<typeof importStep>;

// GET /api/imports/:id/rejects
export const listRejectsQuery = z.object({
  /** Rows behind this row number. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ListRejectsQuery = z.infer<typeof listRejectsQuery>;
export const importReject = z.object({
  rowNumber: z.number().int(),
  code: z.string(),
  /** In the caller's language. */
  reason: z.string(),
  raw: z.string(),
});
export type ImportReject = z.infer<typeof importReject>;
export const rejectList = z.object({
  rejects: z.array(importReject),
  nextAfter: z.number().int().nullable(),
});
export type RejectList = z.infer<typeof rejectList>;
