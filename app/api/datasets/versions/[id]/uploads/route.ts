import * as endpoints from '@/lib/cloud/delivery/endpoints';
import { listUploads, requestUpload } from '@/lib/cloud/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listUploads, ({ params }) =>
  listUploads(params.id, process.env),
);

export const POST = route(endpoints.requestUpload, ({ actor, params }) =>
  requestUpload(actor, params.id, process.env),
);
