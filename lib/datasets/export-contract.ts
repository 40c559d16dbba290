import * as z from 'zod';
import { key } from '../values/contract';
import { instant } from '../platform/inputs';

export const exportFormat = z.enum(['chat', 'prompt-completion']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** Which decisions an export of corrections takes. */
export const exportQuery = z.object({
  format: exportFormat.default('chat'),
  categoryKey: key.optional(),
  /** Only decisions at or after this instant. */
  since: instant.optional(),
  /** `corrections`: values that differ from the proposal; `all`: accepted ones and absences too. */
  which: z.enum(['corrections', 'all']).default('corrections'),
});
export type ExportQuery = z.infer<typeof exportQuery>;

/** What an export would hold: the number of lines, and its first ones. */
export const exportPreview = z.object({
  lines: z.number().int(),
  /** Decisions left out because the listing's text or category has changed since. */
  changedSince: z.number().int(),
  samples: z.array(z.string()),
});
export type ExportPreview = z.infer<typeof exportPreview>;
