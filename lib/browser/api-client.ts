import type * as z from 'zod';
import type { AddressOf, AnswerOf, Endpoint, Method } from '../platform/endpoint';
import { fetchJson } from './fetch-json';
import { searchOf } from './search-of';
import { uploadFile } from './upload-file';

type Endpoints = Readonly<Record<string, Endpoint>>;

/** The endpoint of an address. */
type At<E extends Endpoint, Address> = E extends Endpoint
  ? Address extends AddressOf<E>
    ? E
    : never
  : never;

type WithJson<E extends Endpoint> = E extends { readonly body: 'file' }
  ? never
  : E extends { readonly answer: string }
    ? never
    : E;
type WithUpload<E extends Endpoint> = E extends { readonly body: 'file' } ? E : never;
type WithGet<E extends Endpoint> = E extends { readonly method: 'GET' } ? E : never;

type Sendable<T> = T extends readonly (infer Item)[]
  ? readonly Sendable<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Sendable<T[Name]> }
    : T;
/** What is null, undefined or empty is left out of a query. */
type QueryFields<T> = {
  readonly [Name in keyof T]: T[Name] | (undefined extends T[Name] ? null : never);
};

type Params<E> = E extends { readonly params: infer P extends z.ZodType }
  ? { readonly params: z.input<P> }
  : unknown;
type Query<E> = E extends { readonly query: infer Q extends z.ZodType<object> }
  ? object extends z.input<Q>
    ? { readonly query?: QueryFields<z.input<Q>> }
    : { readonly query: QueryFields<z.input<Q>> }
  : unknown;
type Body<E> = E extends { readonly body: infer B extends z.ZodType }
  ? { readonly body: Sendable<z.input<B>> }
  : unknown;

interface Calling {
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}
interface Uploading {
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/** Left out where nothing in it is needed. */
type Optionally<Input> = object extends Input ? [input?: Input] : [input: Input];

export interface ApiClient<E extends Endpoint> {
  /** @throws ProblemError, NetworkError; an abort is passed through. */
  call<Address extends AddressOf<WithJson<E>>>(
    address: Address,
    ...[input]: Optionally<
      Params<At<E, Address>> & Query<At<E, Address>> & Body<At<E, Address>> & Calling
    >
  ): Promise<AnswerOf<At<E, Address>>>;
  /**
   * Sends a file as the body and tells how much of it has gone.
   * @throws ProblemError, NetworkError; an abort rejects with an `AbortError`.
   */
  upload<Address extends AddressOf<WithUpload<E>>>(
    address: Address,
    input: Params<At<E, Address>> & Query<At<E, Address>> & Uploading,
  ): Promise<AnswerOf<At<E, Address>>>;
  /** Where a browser finds it: for downloads. */
  linkTo<Address extends AddressOf<WithGet<E>>>(
    address: Address,
    ...[input]: Optionally<Params<At<E, Address>> & Query<At<E, Address>>>
  ): string;
}

/**
 * Calls our own API, typed by the definitions of endpoints: `apiClient<typeof endpoints>()` with
 * `import type * as endpoints`. The page loads no schema by it: page and server are one build, an
 * answer is not parsed again, and an address that no definition has does not compile.
 */
export function apiClient<E extends Endpoints>(): ApiClient<E[keyof E]> {
  return client as ApiClient<E[keyof E]>;
}

interface Place {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

// The types above are all that tells the endpoints apart: at run time an address says it all.
const client = {
  call(address: string, input: Place & Calling & { readonly body?: unknown } = {}) {
    const { params, query, ...request } = input;
    const { method, path } = locate(address, { params, query });
    return fetchJson(path, { method, ...request });
  },
  upload(address: string, { file, signal, onProgress, ...place }: Place & Uploading) {
    return uploadFile(locate(address, place).path, file, { signal, onProgress });
  },
  linkTo: (address: string, place: Place = {}) => locate(address, place).path,
};

function locate(address: string, { params = {}, query = {} }: Place) {
  const [method, pattern] = address.split(' ') as [Method, string];
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => writePart(params[name]));
  return { method, path: path + searchOf(query) };
}

/** One part of a path, or several of a list. */
function writePart(value: unknown): string {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.map((part) => encodeURIComponent(String(part))).join('/');
}
