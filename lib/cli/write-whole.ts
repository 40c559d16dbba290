import { rename, rm, stat } from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import { pipeToFile } from '../platform/pipe-to-file';

/** Writes a file that stands there whole or not at all, also when the command is killed meanwhile. */
export async function writeWhole(
  file: string,
  source: Readable,
  ...through: readonly Transform[]
): Promise<void> {
  const there = await stat(file).catch(() => null);
  // A pipe or a device takes what comes, and must not be replaced.
  if (there !== null && !there.isFile()) return pipeToFile([source, ...through], file);
  const partial = `${file}.partial`;
  try {
    await pipeToFile([source, ...through], partial, { flush: true });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
