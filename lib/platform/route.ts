import * as z from 'zod';
import { joinWordings, placeWording, readInput } from '../i18n/input-problems';
import { wordIn } from '../i18n/translate';
import { describeError, paramsIn } from './describe-error';
import { readBearer, requireKey } from './api-key';
import { AppError, httpStatus } from './errors';
import { log } from './log';
import { refuseForeignOrigin } from './own-origin';
import type { Role } from './roles';
import type { Scope } from './scopes';
import { localeOf, requireActor, type Actor } from './session';

const maximumBodyBytes = 4 * 1024 * 1024;

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.infer<S> : undefined;

interface Inputs<P extends Schema, Q extends Schema, B extends Schema> {
  readonly params?: P;
  readonly query?: Q;
  /** JSON body; leave it out to read the raw request. */
  readonly body?: B;
}

interface OpenCall<P extends Schema, Q extends Schema, B extends Schema> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly request: Request;
}

type Call<P extends Schema, Q extends Schema, B extends Schema> = OpenCall<P, Q, B> & {
  readonly actor: Actor;
};

interface Context {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

/** What a route asks of its caller and its inputs; hangs on the handler, for the API's description. */
export interface RouteDefinition extends Inputs<Schema, Schema, Schema> {
  /** The least role of a person. */
  readonly role: Role;
  /** What an API key needs; left out, people alone may call it. */
  readonly scope?: Scope;
}

/**
 * A route handler: authorises, refuses foreign origins, parses every input, runs `verb`, and answers
 * JSON (a `Response` is passed through, `undefined` is 204) or an RFC 9457 problem in the caller's
 * language. `role` is the least role of a person, `scope` what an API key needs to call it.
 */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(
  definition: Inputs<P, Q, B> & Pick<RouteDefinition, 'role' | 'scope'>,
  verb: (call: Call<P, Q, B>) => Promise<unknown>,
) {
  const handler = answer(async (request: Request, context: Context) => {
    const actor = await authorise(request, definition);
    return verb({ ...(await readInputs(definition, request, context)), actor });
  });
  return Object.assign(handler, { definition: definition as RouteDefinition });
}

/** A request that brings a key is never taken for the person whose cookie it brings as well. */
function authorise(
  { headers }: Request,
  { role, scope }: Pick<RouteDefinition, 'role' | 'scope'>,
): Promise<Actor> {
  const key = readBearer(headers);
  return key === null ? requireActor(headers, role) : requireKey(key, { role, scope }, new Date());
}

/** The same for the few verbs that nobody can be signed in for. */
export function openRoute<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(definition: Inputs<P, Q, B>, verb: (call: OpenCall<P, Q, B>) => Promise<unknown>) {
  return answer(async (request: Request, context: Context) =>
    verb(await readInputs(definition, request, context)),
  );
}

function answer(handle: (request: Request, context: Context) => Promise<unknown>) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      refuseForeignOrigin(request);
      const result = await handle(request, context);
      if (result instanceof Response) return result;
      if (result === undefined) return new Response(null, { status: 204 });
      return Response.json(result, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (isOfAbort(request, error)) return answerNobody(request, error);
      return problem(request, error);
    }
  };
}

const abortNames = new Set(['AbortError', 'ResponseAborted']);

/** Whether `error` only says that the caller went away, as Next, fetch or Node say it. */
function isOfAbort({ signal }: Request, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (signal.aborted && (error === signal.reason || abortNames.has(error.name))) return true;
  // Node ends the body of such a request by this error; a peer of our own resets with another text.
  return error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET';
}

/** The status that servers write down for a caller who closed the request; nobody receives it. */
const callerClosed = 499;

function answerNobody(request: Request, error: unknown): Response {
  log.debug({ err: error, path: new URL(request.url).pathname }, 'the caller went away');
  return new Response(null, { status: callerClosed });
}

async function readInputs<P extends Schema, Q extends Schema, B extends Schema>(
  definition: Inputs<P, Q, B>,
  request: Request,
  context: Context,
): Promise<OpenCall<P, Q, B>> {
  const params = parse(definition.params, await context.params, '');
  const query = parse(definition.query, readQuery(request), '?');
  const body = definition.body ? parse(definition.body, await readJson(request), '') : undefined;
  return {
    params: params as Parsed<P>,
    query: query as Parsed<Q>,
    body: body as Parsed<B>,
    request,
  };
}

/** An RFC 9457 answer that says what, where and how to mend, and nothing of the inside. */
export function problem(request: Request, error: unknown): Response {
  const locale = localeOf(request.headers);
  const known = error instanceof AppError ? error : null;
  const requestId = crypto.randomUUID();
  const status = known ? httpStatus[known.code] : 500;
  if (status >= 500) log.error({ err: error, requestId, path: new URL(request.url).pathname });
  return Response.json(
    {
      type: `urn:avenue:${known?.reason ?? 'errors.internal'}`,
      title: known?.code ?? 'internal',
      status,
      detail: describeError(locale, error),
      instance: requestId,
      issues: (known?.issues ?? []).map(({ path, message }) => ({
        path,
        message: wordIn(locale, message),
      })),
      params: paramsIn(locale, known?.params ?? {}),
    },
    { status, headers: problemHeaders(known) },
  );
}

function problemHeaders(known: AppError | null): Record<string, string> {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  const seconds = known?.params['seconds'];
  return known?.code === 'busy' && typeof seconds === 'number'
    ? { ...headers, 'retry-after': String(seconds) }
    : headers;
}

function readQuery(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const search = new URL(request.url).searchParams;
  for (const name of new Set(search.keys())) {
    const all = search.getAll(name);
    query[name] = all.length > 1 ? all : all[0]!;
  }
  return query;
}

/**
 * A request's body as JSON.
 * @throws AppError `too-large` above 4 MB, `invalid` when it is no JSON.
 */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maximumBodyBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new AppError('invalid', 'errors.invalid-json');
  }
}

function tooLarge(): AppError {
  return new AppError('too-large', 'errors.body-too-large', { limit: '4 MB' });
}

function parse(schema: Schema, input: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  return parseInput(schema, input, prefix);
}

/**
 * Parses outside input.
 * @throws AppError `invalid` that names every wrong place.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  prefix = '',
): z.infer<S> {
  const { data, problems } = readInput(schema, input);
  if (problems === null) return data;
  const issues = problems.map(({ path, wording }) => ({
    path: prefix + path.join('.'),
    message: wording,
  }));
  const placed = issues.slice(0, 3).map(({ path, message }) => placeWording(path, message));
  const summary = joinWordings(placed, '; ');
  throw new AppError('invalid', 'errors.invalid-input', { summary }, issues);
}
