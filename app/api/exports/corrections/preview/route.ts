import * as endpoints from '@/lib/datasets/export-endpoints';
import { readExportPreview } from '@/lib/datasets/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.previewExport, ({ query }) => readExportPreview(query));
