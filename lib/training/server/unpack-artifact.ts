import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
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
  const arriving = pipeline(source, createGunzip(), unpacker, { signal });
  // A refusal below ends it too; which of the two failed first is told by the loop.
  arriving.catch(() => undefined);
  for await (const entry of unpacker) {
    entries += 1;
    if (entries > maximumEntries) throw refuse(entry.header.name, 'too many');
    const place = placeOf(entry.header);
    if (place === null) {
      entry.resume();
      continue;
    }
    if (names.has(place)) throw refuse(place, 'twice');
    names.add(place);
    const target = path.join(folder, place);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(entry, limit(), createWriteStream(target, { flags: 'wx' }));
  }
  await arriving;
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
