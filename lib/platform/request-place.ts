import { AsyncLocalStorage } from 'node:async_hooks';
import { readClientAddress } from './client-address';

/** Set on every request by launch/every-answer.mjs, and on its answer as `x-request-id`. */
const requestIdHeader = 'x-avenue-request-id';

/** Where what happens now was asked for. */
interface RequestPlace {
  readonly address: string | null;
  readonly requestId: string | null;
}

// A bundle of the web process may hold this module more than once.
const kept = globalThis as { avenueRequestPlace?: AsyncLocalStorage<RequestPlace> };
const places = (kept.avenueRequestPlace ??= new AsyncLocalStorage<RequestPlace>());

/** Runs `work` so that what it writes into the audit trail says where it came from. */
export function atRequest<T>(request: Request, work: () => Promise<T>): Promise<T> {
  const place = { address: readClientAddress(request), requestId: readRequestId(request) };
  return places.run(place, work);
}

/** Of the request that is being answered; null in a job or a command. */
export function readPlace(): RequestPlace | null {
  return places.getStore() ?? null;
}

export function readRequestId({ headers }: Request): string | null {
  return headers.get(requestIdHeader);
}
