import * as endpoints from '@/lib/datasets/endpoints';
import { answerDatasetFile } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readDatasetFile, ({ actor, params, request }) =>
  answerDatasetFile(actor, params.id, params.path.join('/'), request),
);
