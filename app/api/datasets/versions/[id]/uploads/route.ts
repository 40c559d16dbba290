import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/datasets/contract';
import { listUploads, requestUpload } from '@/lib/cloud/server';

export const GET = route({ role: 'lead', scope: 'datasets:read', params: idPath }, ({ params }) =>
  listUploads(params.id, process.env),
);

export const POST = route(
  { role: 'lead', scope: 'datasets:write', params: idPath },
  ({ actor, params }) => requestUpload(actor, params.id, process.env),
);
