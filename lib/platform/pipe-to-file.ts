import { createWriteStream } from 'node:fs';
import type { PipelineSource, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface FileOptions {
  /** `wx` refuses a file that is there. */
  readonly flags?: 'w' | 'wx';
  readonly mode?: number;
  /** On the disk before it is done. */
  readonly flush?: boolean;
}

/**
 * Pipes into a file. When it settles, well or not, nothing writes there any more: a stream that fails
 * may still be opening its file, which would come back behind whoever has just removed it.
 */
export async function pipeToFile(
  [source, ...through]: readonly [PipelineSource<unknown>, ...Transform[]],
  target: string,
  options: FileOptions = {},
): Promise<void> {
  const file = createWriteStream(target, options);
  const closed = new Promise<void>((resolve) => file.once('close', () => resolve()));
  try {
    // The types of the list form know only Node's own streams.
    await pipeline([source as NodeJS.ReadableStream, ...through, file]);
  } finally {
    await closed;
  }
}
