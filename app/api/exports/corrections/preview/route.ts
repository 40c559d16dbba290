import { exportQuery } from '@/lib/datasets/export-contract';
import { readExportPreview } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'lead', scope: 'decisions:read', query: exportQuery },
  ({ query }) => readExportPreview(query),
);
