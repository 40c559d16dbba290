/** Set on every request by launch/client-address.mjs, whatever the client sent under that name. */
const header = 'x-avenue-client-address';

/** The address that a request came from; null in a process without that preload. */
export function readClientAddress({ headers }: Request): string | null {
  return headers.get(header);
}
