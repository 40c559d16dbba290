import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../platform/errors';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { readByteRange } from '../byte-range';
import type { DatasetFile } from '../contract';
import { mediaTypeOf } from '../dataset-card';
import { versionFolder } from './dataset-folder';
import { findFilesOwner } from './read-dataset-versions';

/**
 * Where one file of a version lies, and who took it is written down.
 * @throws AppError `not-found`; `conflict` while the version is not made
 */
export async function openDatasetFile(
  actor: { readonly id: string },
  versionId: string,
  name: string,
): Promise<{ readonly location: string; readonly file: DatasetFile }> {
  const owner = await findFilesOwner(versionId);
  // Only a name that the version lists is ever joined to a path.
  const file = owner.files.find((each) => each.path === name);
  if (!file) throw new AppError('not-found', 'errors.not-found', { subject: name });
  await writeAudit(db(), {
    actorId: actor.id,
    action: 'dataset-version.download',
    subjectType: 'dataset-version',
    subjectId: versionId,
    detail: { file: name },
  });
  return { location: path.join(versionFolder(owner.id), file.path), file };
}

/**
 * The file as an HTTP answer under its SHA-256 as strong entity tag: whole, one range (206), known
 * already (304), or beyond its end (416). Read as fast as the caller takes it.
 */
export async function answerDatasetFile(
  actor: { readonly id: string },
  versionId: string,
  name: string,
  request: Request,
): Promise<Response> {
  const { location, file } = await openDatasetFile(actor, versionId, name);
  const tag = `"${file.sha256}"`;
  const headers: Record<string, string> = {
    etag: tag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': mediaTypeOf(file.path),
    'content-disposition': `attachment; filename="${file.path.replaceAll('/', '-')}"`,
    'x-content-type-options': 'nosniff',
  };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  if (known.some((each) => each === '*' || each.replace(/^W\//, '') === tag)) {
    return new Response(null, { status: 304, headers });
  }
  const condition = request.headers.get('if-range');
  const isRangeWanted = condition === null || condition === tag;
  const range = isRangeWanted
    ? readByteRange(request.headers.get('range'), file.bytes)
    : ('whole' as const);
  if (range === 'unsatisfiable') {
    headers['content-range'] = `bytes */${file.bytes}`;
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: file.bytes } : range;
  headers['content-length'] = String(end - start);
  if (range !== 'whole') headers['content-range'] = `bytes ${start}-${end - 1}/${file.bytes}`;
  const status = range === 'whole' ? 200 : 206;
  if (start === end) return new Response(null, { status, headers });
  const source = createReadStream(location, { start, end: end - 1 });
  const body = Readable.toWeb(source) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers });
}
