import * as z from 'zod';

export const uploadState = z.enum(['queued', 'running', 'done', 'failed']);
export type UploadState = z.infer<typeof uploadState>;

const count = z.number().int().min(0);

/** A dataset version in a bucket, or on its way there. */
export const datasetUpload = z.object({
  id: z.uuid(),
  versionId: z.uuid(),
  /** `s3://bucket/prefix/hash`; the files lie below it, `SHA256SUMS` comes last. */
  target: z.string(),
  state: uploadState,
  bytesTotal: count,
  bytesDone: count,
  filesTotal: count,
  filesDone: count,
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type DatasetUpload = z.infer<typeof datasetUpload>;

// GET /api/datasets/versions/:id/uploads
export const uploadList = z.object({
  /** Where a version would go; null when storage is off. */
  bucket: z.string().nullable(),
  /** Settings that are missing while it is off. */
  missing: z.array(z.string()),
  uploads: z.array(datasetUpload),
});
export type UploadList = z.infer<typeof uploadList>;
