import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { StorageSettings } from '../delivery/storage-settings';

const partBytes = 16 * 1024 * 1024;
/** Parts under way at once: with `partBytes` the memory that an upload of any size takes. */
const partsAtOnce = 3;
const hashName = 'sha256';

export interface StoredFile {
  /** Below the bucket. */
  readonly key: string;
  readonly location: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

/** An S3-compatible bucket. */
export interface ObjectStore {
  /** True when the object is there with the very same content. */
  has(file: Pick<StoredFile, 'key' | 'bytes' | 'sha256'>): Promise<boolean>;
  /**
   * Uploads a file in parts; nobody sees the object before all of it is there. What a killed upload
   * of the same key left is cleared first.
   * @param onProgress bytes sent so far
   */
  put(file: StoredFile, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<void>;
  /** The bytes of an object, as they come; of any bucket that the credentials open. */
  read(bucket: string, key: string): Promise<Readable>;
  close(): void;
}

export function openObjectStore(settings: StorageSettings): ObjectStore {
  const { bucket, hasChecksums } = settings;
  const whenRequired = hasChecksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    forcePathStyle: settings.isPathStyle,
    requestChecksumCalculation: whenRequired,
    responseChecksumValidation: whenRequired,
    maxAttempts: 5,
  });
  const clearUnfinished = async (key: string) => {
    const listed = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }))
      .catch((error: unknown) => {
        // Some stores do not list them; they clear them by their own rules.
        if (error instanceof Error && error.name === 'NotImplemented') return null;
        throw error;
      });
    for (const { Key, UploadId } of listed?.Uploads ?? []) {
      if (Key !== key) continue;
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
    }
  };
  return {
    async has({ key, bytes, sha256 }) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return head.ContentLength === bytes && head.Metadata?.[hashName] === sha256;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    },
    async put(file, signal, onProgress) {
      if (file.bytes > partBytes) await clearUnfinished(file.key);
      const upload = new Upload({
        client,
        partSize: partBytes,
        queueSize: partsAtOnce,
        params: {
          Bucket: bucket,
          Key: file.key,
          Body: createReadStream(file.location, { highWaterMark: 1024 * 1024 }),
          ContentType: file.mediaType,
          Metadata: { [hashName]: file.sha256 },
          ...(hasChecksums ? { ChecksumAlgorithm: 'SHA256' as const } : {}),
        },
      });
      const abort = () => void upload.abort();
      signal.addEventListener('abort', abort, { once: true });
      upload.on('httpUploadProgress', ({ loaded }) => onProgress(loaded ?? 0));
      try {
        signal.throwIfAborted();
        await upload.done();
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async read(from, key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: from, Key: key }));
      return Readable.from(Body as AsyncIterable<Uint8Array>);
    },
    close: () => client.destroy(),
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
}
