import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Headers } from 'tar-stream';
import { AppError } from '../../platform/errors';

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
  const limit = () =>
    new Transform({
      transform(piece: Buffer, _encoding, done) {
        unpacked += piece.length;
        done(unpacked > maximumBytes ? refuse('', 'too large') : null, piece);
      },
    });
  const unpacker = extract();
  unpacker.on('entry', (header, stream, next) => {
    // An archive that is refused breaks its entry off as well; the unpacker has said why.
    stream.on('error', () => undefined);
    entries += 1;
    const place = entries > maximumEntries ? refuse(header.name, 'too many') : placeOf(header);
    if (place instanceof AppError) {
      unpacker.destroy(place);
      return;
    }
    if (place === null) {
      stream.on('end', next).resume();
      return;
    }
    if (names.has(place)) {
      unpacker.destroy(refuse(place, 'twice'));
      return;
    }
    names.add(place);
    const target = path.join(folder, place);
    mkdir(path.dirname(target), { recursive: true })
      .then(() => pipeline(stream, limit(), createWriteStream(target, { flags: 'wx' })))
      .then(
        () => next(),
        (error: unknown) => unpacker.destroy(asError(error)),
      );
  });
  await pipeline(source, createGunzip(), unpacker, { signal });
  return [...names].sort();
}

/** The path below the folder; null for what needs no file; an error for what must not be there. */
function placeOf({ name, type }: Headers): string | AppError | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isOutside = name.startsWith('/') || name.includes('\\') || parts.includes('..');
  if (isOutside || name.includes('\0')) return refuse(name, 'leads out of the folder');
  if (type === 'directory') return null;
  if (type !== 'file') return refuse(name, type ?? 'unknown');
  return parts.length === 0 ? refuse(name, 'no name') : parts.join('/');
}

function refuse(name: string, why: string): AppError {
  return new AppError('invalid', 'datasets.errors.artifact', { name: name.slice(0, 200), why });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
