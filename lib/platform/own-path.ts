const ownOrigin = 'http://own.invalid';

/**
 * The path, query and fragment of an address of this very site; `/` for anything that a browser would
 * read as another site: it passes over tabs and line ends and takes `\` for `/`.
 */
export function toOwnPath(address: unknown): string {
  if (typeof address !== 'string' || !address.startsWith('/')) return '/';
  if (!URL.canParse(address, ownOrigin)) return '/';
  const url = new URL(address, ownOrigin);
  if (url.origin !== ownOrigin || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
