import { createReadStream } from 'node:fs';
import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type * as z from 'zod';
import { AppError } from '../../platform/errors';
import { archiveEntries, manifest, type Manifest } from '../archive-format';

/** A description of some million files, or a piece of a table. */
const largestInMemory = 1_000_000_000;

/** Takes one entry; its bytes must be read before it settles. */
export type TakeEntry = (name: string, bytes: Readable) => Promise<void>;

/**
 * Reads an archive from its beginning to its end, one entry after another.
 * @throws AppError `invalid` for what is no archive, or is cut off
 */
export async function readArchive(file: string, take: TakeEntry): Promise<void> {
  const unpacker = extract();
  let failure: unknown;
  // As events: tar-stream's iterator waits for ever when an archive ends between two of its steps.
  unpacker.on('entry', ({ name }, entry, next) => {
    entry.on('error', () => undefined);
    take(name, entry as unknown as Readable).then(
      () => next(),
      (error: Error) => {
        failure = error;
        next(error);
      },
    );
  });
  try {
    await pipeline(createReadStream(file), createGunzip(), unpacker);
  } catch (cause) {
    if (failure !== undefined) throw failure;
    if (cause instanceof Error && 'syscall' in cause) throw cause;
    throw new AppError('invalid', 'keeping.errors.no-archive', { file }, [], { cause });
  }
}

/** What an archive begins with; the rest is not looked at. */
export async function readManifest(file: string): Promise<Manifest> {
  let found: Manifest | null = null;
  const enough = new Error('the manifest was read');
  await readArchive(file, async (name, bytes) => {
    if (name !== archiveEntries.manifest) throw damaged(name);
    found = readText(manifest, name, await readAll(bytes));
    throw enough;
  }).catch((error: unknown) => {
    if (error !== enough) throw error;
  });
  if (found === null) throw new AppError('invalid', 'keeping.errors.no-archive', { file });
  return found;
}

export async function readAll(bytes: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const collect = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      size += piece.length;
      done(size > largestInMemory ? damaged('') : null);
    },
  });
  await pipeline(bytes, collect);
  return Buffer.concat(pieces);
}

/** @throws AppError `invalid` for JSON that is not what `schema` describes. */
export function readText<S extends z.ZodType>(schema: S, name: string, text: Buffer): z.output<S> {
  try {
    return schema.parse(JSON.parse(text.toString('utf8')));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

export function damaged(name: string, cause?: unknown): AppError {
  return new AppError('invalid', 'keeping.errors.damaged', { name }, [], { cause });
}
