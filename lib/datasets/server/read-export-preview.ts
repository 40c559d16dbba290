import { text as readText } from 'node:stream/consumers';
import type { ExportPreview, ExportQuery } from '../export-contract';
import { countChangedSince, countCorrections, exportCorrections } from './export-corrections';

const sampleLines = 3;

/** How many lines an export will have, what it leaves out, and its first lines. */
export async function readExportPreview(query: ExportQuery): Promise<ExportPreview> {
  const [lines, changedSince] = await Promise.all([
    countCorrections(query),
    countChangedSince(query),
  ]);
  const text = await readText(exportCorrections(query, sampleLines));
  return { lines, changedSince, samples: text.split('\n').filter((line) => line !== '') };
}
