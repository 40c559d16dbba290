import type { FileFormat } from '../../file-format';
import type { FileRow } from '../../file-row';
import type { TableReport } from '../../table-rows';
import { openFileRows } from './open-file-rows';

const rowsForColumns = 200;

export interface FilePreview {
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
  /** Row number of the column names; null for a file that is no table. */
  readonly headerRow: number | null;
}

/** The columns of a file and its first rows. Files that are no table have those of 200 rows. */
export async function previewFile(
  path: string,
  format: FileFormat,
  count = 0,
): Promise<FilePreview> {
  const report: TableReport = { headerRow: null, columns: [], passedOver: 0 };
  const columns = new Set<string>();
  const rows: FileRow[] = [];
  let seen = 0;
  for await (const row of openFileRows(path, format, { bytes: 0 }, report)) {
    seen += 1;
    for (const column of Object.keys(row.values)) columns.add(column);
    if (rows.length < count) rows.push(row);
    if (seen >= rowsForColumns) break;
  }
  return { columns: [...columns], rows, headerRow: report.headerRow };
}
