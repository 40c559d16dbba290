import { describeApi } from '@/lib/api/describe-api';
import * as endpoints from '@/lib/api/endpoints';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const GET = route(endpoints.readDescription, async ({ request }) =>
  describeApi(localeOf(request.headers)),
);
