import * as endpoints from '@/lib/datasets/endpoints';
import { previewDataset } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const POST = route(endpoints.previewDataset, ({ body, request }) => {
  const asOf = body.asOf === undefined ? null : new Date(body.asOf);
  return previewDataset(body.document, asOf, request.signal);
});
