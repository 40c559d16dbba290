import type * as z from 'zod';
import type { Locale } from '../i18n/locale';
import type { Role } from './roles';
import type { Scope } from './scopes';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type MediaType = `${string}/${string}`;

interface Exchange {
  readonly method: Method;
  /** `/api/imports/{id}`; `{path}` of a route `[...path]` stands for several parts. */
  readonly path: `/api/${string}`;
  /** The least role of a person; `anyone` needs nobody signed in. */
  readonly role: Role | 'anyone';
  readonly params?: z.ZodType<object>;
  readonly query?: z.ZodType<object>;
  /** JSON, or `file` for the bytes of one; the verb reads those from the request. */
  readonly body?: z.ZodType | 'file';
  /** What the description says of a body that the verb parses by itself. */
  readonly describedBody?: z.ZodType;
  /** The JSON of 200, the media type of a file, null for 204. */
  readonly answer: z.ZodType | MediaType | null;
  /** The answer carries an entity tag, and who has it already is told so (304). */
  readonly hasTag?: true;
}

interface OpenToKeys {
  /** What an API key needs to call it. */
  readonly scope: Scope;
  readonly summary: Readonly<Record<Locale, string>>;
  /** What the description calls the JSON of the answer. */
  readonly answerName?: string;
  readonly closedToKeys?: undefined;
}

interface ClosedToKeys {
  /** Why no API key opens it. */
  readonly closedToKeys: string;
  readonly scope?: undefined;
  readonly summary?: undefined;
  readonly answerName?: undefined;
}

/**
 * What one address does with one method. It feeds the route (lib/platform/route.ts), the calls of the
 * browser (lib/browser/api-client.ts) and the description of the API (lib/api/describe-api.ts).
 */
export type Endpoint = Exchange & (OpenToKeys | ClosedToKeys);

export type KeyEndpoint = Exchange & OpenToKeys;

/** Keeps the literal types of an endpoint, which the route and the browser's calls are typed by. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

/** `GET /api/imports/{id}`, the name of an endpoint. */
export type AddressOf<E extends Endpoint> = E extends Endpoint
  ? `${E['method']} ${E['path']}`
  : never;

export function addressOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** The JSON that `answer` describes; a file is none, and 204 has none. */
export type AnswerOf<E extends Endpoint> = E['answer'] extends z.ZodType
  ? z.output<E['answer']>
  : undefined;
