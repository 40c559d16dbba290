/**
 * Loaded into the web process: gives every answer, also those of static files and of Next itself, its
 * security headers and the number by which the log knows the request. What a route sets stays.
 */
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';

const requestIdHeader = 'x-avenue-request-id';

/**
 * @param {string | undefined} publicUrl AVENUE_URL
 * @returns {Record<string, string>}
 */
export function securityHeaders(publicUrl) {
  const headers = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    // For what is no page: proxy.ts gives pages a policy of their own.
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
  return publicUrl?.startsWith('https:')
    ? { ...headers, 'strict-transport-security': 'max-age=31536000' }
    : headers;
}

/**
 * An address whose escapes spell no text is taken literally, so that its route says what is wrong with
 * it: Next fails on it with a status of its own fault.
 * @param {string} address path and query of a request
 * @returns {string}
 */
export function readableAddress(address) {
  const [path = '', ...query] = address.split('?');
  try {
    decodeURIComponent(path);
    return address;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

const headers = securityHeaders(process.env.AVENUE_URL);
subscribe('http.server.request.start', ({ request, response }) => {
  const requestId = randomUUID();
  request.headers[requestIdHeader] = requestId;
  request.url = readableAddress(request.url ?? '/');
  response.setHeader('x-request-id', requestId);
  const writeHead = response.writeHead.bind(response);
  // At the last moment: Next does not replace what is there already.
  response.writeHead = (...args) => {
    for (const [name, value] of Object.entries(headers))
      if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(...args);
  };
});
