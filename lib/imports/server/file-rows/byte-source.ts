import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../platform/errors';
import type { TextEncoding } from '../../file-format';

/** Bytes of the file that were read so far; written by the reader, read by whoever shows progress. */
export interface ReadPosition {
  bytes: number;
}

const bombFloorBytes = 128 * 1024 * 1024;
const bombRatio = 250;

/**
 * The bytes of a text file, unpacked when it is gzipped. Only a chunk is held at a time.
 * @throws AppError `invalid` when the gzip data is damaged or unpacks like a bomb.
 */
export async function* readBytes(
  path: string,
  compression: 'none' | 'gzip',
  position: ReadPosition,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (compression === 'none') {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      position.bytes += chunk.length;
      yield chunk;
    }
    return;
  }
  const unpacked = file.pipe(createGunzip({ chunkSize: 256 * 1024 }));
  file.once('error', (error) => unpacked.destroy(error));
  let size = 0;
  try {
    for await (const chunk of unpacked as Readable & AsyncIterable<Buffer>) {
      size += chunk.length;
      position.bytes = file.bytesRead;
      if (size > bombFloorBytes && size > position.bytes * bombRatio) {
        throw new AppError('invalid', 'imports.errors.bomb', { ratio: bombRatio });
      }
      yield chunk;
    }
  } catch (error) {
    throw isGzipError(error) ? damagedArchive(error) : error;
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}

function isGzipError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

function damagedArchive(cause: unknown): AppError {
  return new AppError('invalid', 'imports.errors.damaged-archive', {}, [], { cause });
}

/** Text chunks of a byte stream; what cannot be decoded becomes U+FFFD, and a byte order mark goes. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
