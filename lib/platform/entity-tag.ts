import { createHash } from 'node:crypto';

/** Answers `body` as JSON under a strong entity tag, or 304 when the caller already has it. */
export function answerWithTag(request: Request, body: unknown): Response {
  const text = JSON.stringify(body);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { etag: tag, 'cache-control': 'private, no-cache' };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  const isKnown = known.some((each) => each === '*' || each.replace(/^W\//, '') === tag);
  if (isKnown) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } });
}
