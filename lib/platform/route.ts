import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { joinWordings, placeWording, readInput } from '../i18n/input-problems';
import { wordIn } from '../i18n/translate';
import { describeError, paramsIn } from './describe-error';
import { readBearer, requireKey } from './api-key';
import { addressOf, type Endpoint } from './endpoint';
import { answerWithTag } from './entity-tag';
import { AppError, httpStatus } from './errors';
import { log } from './log';
import { noteRefusal } from './note-refusal';
import { refuseForeignOrigin } from './own-origin';
import { countRequest } from './request-metrics';
import { atRequest, readRequestId } from './request-place';
import type { Sent } from './sent';
import { localeOf, requireActor, type Actor } from './session';
import { findUnstorable } from './unstorable-text';

const maximumBodyBytes = 4 * 1024 * 1024;
/** Names of a path that a problem tells; a body can nest deeper than anybody reads. */
const longestPath = 10;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a verb gets: the inputs as the endpoint describes them, and who calls. */
type Call<E extends Endpoint> = {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: Parsed<E['body']>;
  readonly request: Request;
} & (E['role'] extends 'anyone' ? unknown : { readonly actor: Actor });

/** An answer with a status or headers of its own. */
export class Reply<T> {
  constructor(
    readonly value: T,
    readonly options: {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Spaces a level, for files that people open. */
      readonly indentation?: number;
    },
  ) {}
}

type VerbAnswer<E extends Endpoint> = E['answer'] extends z.ZodType
  ? Sent<z.output<E['answer']>> | Reply<Sent<z.output<E['answer']>>>
  : E['answer'] extends null
    ? void
    : Response;

interface Context {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * The handler of an endpoint: authorises, refuses foreign origins, parses every input, runs `verb`,
 * and answers as the endpoint says or with an RFC 9457 problem in the caller's language.
 */
export function route<E extends Endpoint>(
  endpoint: E,
  verb: (call: Call<E>) => Promise<VerbAnswer<E>>,
) {
  const answer = async (request: Request, context: Context): Promise<Response> => {
    try {
      refuseForeignOrigin(request);
      const actor = await authorise(request, endpoint);
      const inputs = await readInputs(endpoint, request, context);
      const call: unknown = actor === null ? inputs : { ...inputs, actor };
      return respond(endpoint, request, await verb(call as Call<E>));
    } catch (error) {
      if (isOfAbort(request, error)) return answerNobody(request, error);
      await noteRefusal(request, endpoint, error);
      return problem(request, error);
    }
  };
  const handler = (request: Request, context: Context) =>
    atRequest(request, () => countRequest(endpoint, () => answer(request, context)));
  return Object.assign(handler, { endpoint });
}

/**
 * Null where nobody needs to be signed in. A request that brings a key is never taken for the person
 * whose cookie it brings as well.
 */
async function authorise({ headers }: Request, { role, scope }: Endpoint): Promise<Actor | null> {
  if (role === 'anyone') return null;
  const key = readBearer(headers);
  return key === null ? requireActor(headers, role) : requireKey(key, { role, scope }, new Date());
}

function respond(endpoint: Endpoint, request: Request, result: unknown): Response {
  if (result instanceof Response) return result;
  if (endpoint.answer === null) return new Response(null, { status: 204 });
  const { value, options } = result instanceof Reply ? result : new Reply(result, {});
  checkAnswer(endpoint, value);
  if (endpoint.hasTag) return answerWithTag(request, value);
  const { status = 200, headers, indentation = 0 } = options;
  return new Response(JSON.stringify(value, null, indentation), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** Costs as much as reading the answer, so production, whose answers the tests have seen, goes without. */
function checkAnswer(endpoint: Endpoint, value: unknown): void {
  const { answer } = endpoint;
  if (process.env.NODE_ENV === 'production' || answer === null || typeof answer === 'string')
    return;
  const json: unknown = JSON.parse(JSON.stringify(value));
  const { data, error } = answer.safeParse(json);
  if (error) throw new Error(`${addressOf(endpoint)} answers otherwise: ${z.prettifyError(error)}`);
  if (isDeepStrictEqual(data, json)) return;
  throw new Error(`${addressOf(endpoint)} answers more than its schema holds`);
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

async function readInputs(endpoint: Endpoint, request: Request, context: Context) {
  const { params, query, body } = endpoint;
  return {
    params: readPart(params, await context.params, ''),
    query: readPart(query, readQuery(request), '?'),
    body:
      body === undefined || body === 'file'
        ? undefined
        : readPart(body, await readJson(request), ''),
    request,
  };
}

function readPart(schema: z.ZodType | undefined, input: unknown, prefix: string): unknown {
  return schema && parseInput(schema, input, prefix);
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair: they are refused here, for every verb. */
function refuseUnstorable(input: unknown, prefix: string): void {
  const place = findUnstorable(input);
  if (place === null) return;
  const path = prefix + place.slice(0, longestPath).join('.');
  throw new AppError('invalid', 'errors.unstorable-text', { place: path }, [
    { path, message: 'NUL, or half of a surrogate pair' },
  ]);
}

/** An RFC 9457 answer that says what, where and how to mend, and nothing of the inside. */
export function problem(request: Request, error: unknown): Response {
  const locale = localeOf(request.headers);
  const known = error instanceof AppError ? error : null;
  const requestId = readRequestId(request) ?? crypto.randomUUID();
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

/**
 * Parses outside input.
 * @throws AppError `invalid` that names every wrong place.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  prefix = '',
): z.infer<S> {
  refuseUnstorable(input, prefix);
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
