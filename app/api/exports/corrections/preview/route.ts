import { exportQuery } from '@/lib/curation/contract';
import { readExportPreview } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'lead', scope: 'decisions:read', query: exportQuery },
  ({ query }) => readExportPreview(query),
);
