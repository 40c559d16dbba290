import { describeApi } from '@/lib/api/describe-api';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

/** For everybody who is signed in, and for every key: it holds no data. */
export const GET = route({ role: 'viewer', scope: 'catalogue:read' }, async ({ request }) =>
  describeApi(localeOf(request.headers)),
);
