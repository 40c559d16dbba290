import * as z from 'zod';
import { columnMapping, importMapping } from './column-mapping';
import { productField } from './product-field';
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
  /** Of the rows that were taken, those without a cell that could not be read. */
  rowsWarned: z.number().int(),
  /** Offers that a full feed left out, and that are withdrawn for it. */
  offersWithdrawn: z.number().int(),
  /** Offers that it left out and that wait for a person's word; null when none do. */
  heldWithdrawals: z
    .object({ count: z.number().int(), reason: z.enum(['rejected-rows', 'too-many']) })
    .nullable(),
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
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
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
          .normalize('NFC')
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
      /** True when the product would wait for a category. */
      isUncategorised: z.boolean(),
      /** Leaves whose names are nearest to the words of a row that waits for its category. */
      nearest: z.array(z.string()),
      title: z.string(),
      spec: z.string(),
      description: z.string(),
      brand: z.string().nullable(),
      price: z.string().nullable(),
      currency: z.string(),
      imageUrls: z.array(z.string()),
      gtin: z.string().nullable(),
      groupKey: z.string().nullable(),
      /** True when the row takes the product back. */
      isWithdrawn: z.boolean(),
      raw: z.string(),
    })
    .nullable(),
  /** What of the product could not be read, in the caller's language. */
  warnings: z.array(z.string()),
  /** Why it would be rejected, in the caller's language. */
  reason: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof previewRow>;

export const importPreview = z.object({
  columns: z.array(z.string()),
  /** How the file is read under `mapping.reading`. */
  format: fileFormat,
  /** Row number of the column names; null for a file that is no table. */
  headerRow: z.number().int().nullable(),
  mapping: importMapping,
  guessed: columnMapping,
  /** Fields that have neither a column nor a default, and `encoding` when it has to be chosen. */
  missing: z.array(z.union([productField, z.literal('encoding')])),
  rows: z.array(previewRow),
});
export type ImportPreview = z.infer<typeof importPreview>;

// POST /api/imports/:id/pause, /resume, /cancel
export const importStep = z.enum(['pause', 'resume', 'cancel']);
export type ImportStep = z.infer<typeof importStep>;

// POST /api/imports/:id/withdrawals
export const withdrawalChoice = z.enum(['withdraw', 'keep']);
export type WithdrawalChoice = z.infer<typeof withdrawalChoice>;
export const withdrawalsInput = z.object({ choice: withdrawalChoice });

// POST /api/products/withdraw, /restore
const offerIds = z.array(z.string().trim().min(1).max(200)).min(1).max(10_000);
export const offerSelection = z.union([
  z.object({ productIds: z.array(z.int32().positive()).min(1).max(10_000) }),
  /** The seller's name and its own ids. */
  z.object({ seller: z.string().trim().min(1).max(200), externalIds: offerIds }),
]);
export type OfferSelection = z.infer<typeof offerSelection>;
export const offerChange = z.object({
  /** Offers that were not so before. */
  changed: z.number().int(),
});
export type OfferChange = z.infer<typeof offerChange>;

// GET /api/imports/:id/rejects
export const listRejectsQuery = z.object({
  /** Rows behind this row number. */
  after: z.coerce.number<number>().int().min(0).default(0),
  limit: z.coerce.number<number>().int().min(1).max(500).default(100),
});
export type ListRejectsQuery = z.infer<typeof listRejectsQuery>;
export const importReject = z.object({
  rowNumber: z.number().int(),
  code: z.string(),
  /** In the caller's language. */
  reason: z.string(),
  /** True for a row that was taken without the cell that the reason names. */
  isWarning: z.boolean(),
  raw: z.string(),
});
export type ImportReject = z.infer<typeof importReject>;
export const rejectList = z.object({
  rejects: z.array(importReject),
  nextAfter: z.number().int().nullable(),
});
export type RejectList = z.infer<typeof rejectList>;
