import { readEnvironment } from './env';
import { AppError } from './errors';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of another site sends. A page is Avenue's own when its host is the one that the
 * request asks, whatever name or address a person opened, or the one of AVENUE_URL.
 * @throws AppError `forbidden` that names both.
 */
export function refuseForeignOrigin(request: Request): void {
  const { method, headers } = request;
  if (safeMethods.includes(method)) return;
  const origin = headers.get('origin');
  const isCrossSite = headers.get('sec-fetch-site') === 'cross-site';
  if (origin === null && !isCrossSite) return;
  const asked = askedHost(request);
  const hosts = [asked, publicUrl()?.host];
  const originHost = URL.canParse(origin ?? '') ? new URL(origin ?? '').host : null;
  if (originHost !== null && hosts.includes(originHost)) return;
  throw new AppError('forbidden', 'errors.foreign-origin', {
    origin: origin ?? '–',
    host: asked,
  });
}

/** True when the browser reached this request by TLS: at AVENUE_URL, behind a proxy that ends it. */
export function isBehindTls(request: Request): boolean {
  const url = publicUrl();
  if (url?.protocol !== 'https:') return false;
  const origin = request.headers.get('origin');
  return origin === null ? askedHost(request) === url.host : origin === url.origin;
}

function askedHost({ headers, url }: Request): string {
  return headers.get('host') ?? new URL(url).host;
}

function publicUrl(): URL | null {
  const { AVENUE_URL } = readEnvironment();
  return AVENUE_URL === undefined ? null : new URL(AVENUE_URL);
}
