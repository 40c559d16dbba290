import * as endpoints from '@/lib/imports/endpoints';
import { decideWithdrawals, readImport } from '@/lib/imports/server';
import { route } from '@/lib/platform/route';
import { localeOf } from '@/lib/platform/session';

export const POST = route(endpoints.decideWithdrawals, async ({ actor, params, body, request }) => {
  await decideWithdrawals(params.id, body.choice, actor.id);
  return readImport(params.id, localeOf(request.headers));
});
