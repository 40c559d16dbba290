import { route } from '@/lib/platform/route';
import { filePath } from '@/lib/training/datasets/contract';
import { answerDatasetFile } from '@/lib/training/server';

export const GET = route(
  { role: 'lead', scope: 'datasets:read', params: filePath },
  ({ actor, params, request }) =>
    answerDatasetFile(actor, params.id, params.path.join('/'), request),
);
