import { text as readText } from 'node:stream/consumers';
import type { ExportPreview, ExportQuery } from '../export-contract';
import { countCorrections, exportCorrections } from './export-corrections';

const sampleLines = 3;

/** How many lines an export will have, and its first ones. */
export async function readExportPreview(query: ExportQuery): Promise<ExportPreview> {
  const lines = await countCorrections(query);
  const text = await readText(exportCorrections(query, sampleLines));
  return { lines, samples: text.split('\n').filter((line) => line !== '') };
}
