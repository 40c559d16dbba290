import type { FileFormat } from '../../file-format';
import type { FileRow } from '../../file-row';
import { openFileRows } from './open-file-rows';

const rowsForColumns = 200;

/** The columns of a file and its first rows. JSON Lines have the columns of their first 200 rows. */
export async function previewFile(
  path: string,
  format: FileFormat,
  count: number,
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly FileRow[] }> {
  const columns = new Set<string>();
  const rows: FileRow[] = [];
  let seen = 0;
  for await (const row of openFileRows(path, format)) {
    seen += 1;
    for (const column of Object.keys(row.values)) columns.add(column);
    if (rows.length < count) rows.push(row);
    if (seen >= rowsForColumns) break;
  }
  return { columns: [...columns], rows };
}
