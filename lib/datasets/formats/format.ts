import type { DatasetProduct } from '../record';

/** What a writer has to put into its file now, and how many examples it holds. */
export interface WrittenPiece {
  readonly bytes: string | Uint8Array;
  readonly examples: number;
}

/** Writes one file, product after product; holds no more than one batch of rows. */
export interface FormatWriter {
  write(product: DatasetProduct): WrittenPiece;
  /** What follows the last product. */
  finish(): string | Uint8Array;
}

/** One way to write a dataset; each split is a file of its own. */
export interface DatasetFormat {
  readonly extension: string;
  readonly mediaType: string;
  /** The shape of one example, in a sentence, for the card. */
  readonly description: string;
  open(): FormatWriter;
}

/** A format whose file is the texts of its examples one after the other. */
export function textFormat(
  format: Omit<DatasetFormat, 'open'> & {
    readonly header?: string;
    examplesOf(product: DatasetProduct): readonly string[];
  },
): DatasetFormat {
  return {
    ...format,
    open() {
      let header = format.header ?? '';
      return {
        write(product) {
          const examples = format.examplesOf(product);
          const bytes = header + examples.join('');
          header = '';
          return { bytes, examples: examples.length };
        },
        finish: () => header,
      };
    },
  };
}

export const jsonLines = { extension: 'jsonl', mediaType: 'application/jsonl' } as const;

export function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
