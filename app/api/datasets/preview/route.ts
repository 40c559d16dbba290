import { route } from '@/lib/platform/route';
import { previewInput } from '@/lib/datasets/contract';
import { previewDataset } from '@/lib/datasets/server';

export const POST = route(
  { role: 'lead', scope: 'datasets:read', body: previewInput },
  ({ body, request }) => {
    const asOf = body.asOf === undefined ? null : new Date(body.asOf);
    return previewDataset(body.document, asOf, request.signal);
  },
);
