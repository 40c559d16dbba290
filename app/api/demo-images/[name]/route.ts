import * as endpoints from '@/lib/api/endpoints';
import { drawImage, readImageName } from '@/lib/demo/draw-image';
import { AppError } from '@/lib/platform/errors';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readDemoImage, async ({ params }) => {
  const name = readImageName(params.name);
  if (!name) throw new AppError('not-found', 'errors.not-found', { subject: params.name });
  return new Response(drawImage(name), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
});
