import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { AppError } from '../../platform/errors';
import { pipeToFile } from '../../platform/pipe-to-file';

const maximumEntries = 2_000;

/**
 * Unpacks a gzipped tar into `folder`: plain files and folders below it and nothing else, as a stream.
 * @param maximumBytes of all files together, unpacked
 * @throws AppError `invalid` for a path that leads out, a link or device, a name that comes twice, or
 * an archive with too much in it; zlib's or tar's error for one that is none
 */
export async function unpackArtifact(
  source: Readable,
  folder: string,
  maximumBytes: number,
  signal: AbortSignal,
): Promise<string[]> {
  const names = new Set<string>();
  let unpacked = 0;
  let entries = 0;
  let writing = Promise.resolve();
  const limit = () =>
    new Transform({
      transform(piece: Buffer, _encoding, done) {
        unpacked += piece.length;
        done(unpacked > maximumBytes ? refuse('', 'too large') : null, piece);
      },
    });
  /** The file of an entry that is to be written; null for what needs none. */
  const targetOf = (header: Header): string | null => {
    entries += 1;
    if (entries > maximumEntries) throw refuse(header.name, 'too many');
    const place = placeOf(header);
    if (place === null) return null;
    if (names.has(place)) throw refuse(place, 'twice');
    names.add(place);
    const target = path.join(folder, place);
    mkdirSync(path.dirname(target), { recursive: true });
    return target;
  };
  const unpacker = extract();
  // As events: tar-stream's iterator waits for ever when an archive ends between two of its steps.
  unpacker.on('entry', (header, entry, next) => {
    try {
      const target = targetOf(header);
      if (target === null) {
        entry.resume();
        next();
        return;
      }
      // Attached before anything else can happen, so that an archive that ends early ends it too.
      writing = pipeToFile([entry, limit()], target, { flags: 'wx' });
      writing.then(() => next(), next);
    } catch (error) {
      entry.on('error', () => undefined);
      next(error as Error);
    }
  });
  try {
    await pipeline(source, createGunzip(), unpacker, { signal });
  } finally {
    await writing.catch(() => undefined);
  }
  return [...names].sort();
}

/** The path below the folder; null for what needs no file. @throws AppError for what must not be there */
function placeOf({ name, type }: Header): string | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isOutside = name.startsWith('/') || name.includes('\\') || parts.includes('..');
  if (isOutside || name.includes('\0')) throw refuse(name, 'leads out of the folder');
  if (type === 'directory') return null;
  if (type !== 'file') throw refuse(name, type ?? 'unknown');
  if (parts.length === 0) throw refuse(name, 'no name');
  return parts.join('/');
}

function refuse(name: string, why: string): AppError {
  return new AppError('invalid', 'datasets.errors.artifact', { name: name.slice(0, 200), why });
}
