import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file that stands there whole or not at all, also when the command is killed meanwhile. */
export async function writeWhole(
  file: string,
  source: Readable,
  ...through: readonly Transform[]
): Promise<void> {
  const there = await stat(file).catch(() => null);
  // A pipe or a device takes what comes, and must not be replaced.
  if (there !== null && !there.isFile())
    return pipeline([source, ...through, createWriteStream(file)]);
  const partial = `${file}.partial`;
  try {
    await pipeline([source, ...through, createWriteStream(partial, { flush: true })]);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
