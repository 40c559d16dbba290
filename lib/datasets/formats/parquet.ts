import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { DatasetFormat } from './format';
import { tableColumns, toCells, type TableCell } from './table';

/** Rows of a group, which is held until it is full; fewer where texts are long. */
const groupRows = 5_000;
const groupCharacters = 8_000_000;

const schema = [
  { name: 'root', num_children: tableColumns.length },
  ...tableColumns.map(({ name, type }) => ({
    name,
    type: type === 'INT32' ? ('INT32' as const) : ('BYTE_ARRAY' as const),
    ...(type === 'STRING' ? { converted_type: 'UTF8' as const } : {}),
    repetition_type: 'REQUIRED' as const,
  })),
];

/** Apache Parquet, Snappy, one decision a row with the columns of the CSV. */
export const parquet: DatasetFormat = {
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  description: 'one decision a row, the columns of the CSV, nothing defused',
  open() {
    const target = new ByteWriter();
    const file = new ParquetWriter({ writer: target, schema });
    let rows: TableCell[][] = [];
    let characters = 0;
    const writeGroup = () => {
      if (rows.length > 0) {
        const columnData: ColumnSource[] = tableColumns.map(({ name }, place) => ({
          name,
          data: rows.map((row) => row[place]!),
        }));
        void file.write({ columnData, rowGroupSize: rows.length });
        rows = [];
        characters = 0;
      }
      return takeBytes(target);
    };
    return {
      write(product) {
        for (const decision of product.decisions) {
          const cells = toCells(product, decision);
          for (const cell of cells) if (typeof cell === 'string') characters += cell.length;
          rows.push(cells);
        }
        const isFull = rows.length >= groupRows || characters >= groupCharacters;
        return { bytes: isFull ? writeGroup() : '', examples: product.decisions.length };
      },
      finish() {
        const last = writeGroup();
        void file.finish();
        return Buffer.concat([last, takeBytes(target)]);
      },
    };
  },
};

/** What was written since the last time; offsets in the file go on counting. */
function takeBytes(target: ByteWriter): Uint8Array {
  const bytes = target.getBytes().slice();
  target.index = 0;
  return bytes;
}
