import { exportQuery } from '@/lib/curation/contract';
import { readExportPreview } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: exportQuery }, ({ query }) =>
  readExportPreview(query),
);
