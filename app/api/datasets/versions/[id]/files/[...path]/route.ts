import { route } from '@/lib/platform/route';
import { filePath } from '@/lib/datasets/contract';
import { answerDatasetFile } from '@/lib/datasets/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', params: filePath },
  ({ actor, params, request }) =>
    answerDatasetFile(actor, params.id, params.path.join('/'), request),
);
