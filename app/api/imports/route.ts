import { listImportsQuery, uploadQuery } from '@/lib/imports/contract';
import { listImports, readImport, receiveUpload } from '@/lib/imports/server';
import { AppError } from '@/lib/platform/errors';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(
  { role: 'viewer', scope: 'imports:read', query: listImportsQuery },
  ({ query, request }) => listImports(query, localeOf(request.headers)),
);

export const POST = route(
  { role: 'lead', scope: 'imports:write', query: uploadQuery },
  async ({ actor, query, request }) => {
    if (request.body === null) throw new AppError('invalid', 'imports.errors.no-content');
    const id = await receiveUpload({
      id: crypto.randomUUID(),
      content: request.body,
      fileName: query.fileName,
      actorId: actor.id,
    });
    return readImport(id, localeOf(request.headers));
  },
);
