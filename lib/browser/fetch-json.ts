import * as z from 'zod';

const issue = z.object({ path: z.string(), message: z.string() });

/** An RFC 9457 answer of our own routes; foreign answers (a proxy's 502) are missing fields. */
const problem = z.object({
  type: z.string().default(''),
  detail: z.string().default(''),
  instance: z.string().default(''),
  issues: z.array(issue).default([]),
});

const reasonPrefix = 'urn:avenue:';

/** The server refused: `detail` is for the person, `reason` for the program. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** Message key of the reason (`review.errors.lease-lost`); empty when a proxy answered. */
    readonly reason: string,
    readonly detail: string,
    readonly issues: readonly z.infer<typeof issue>[] = [],
    /** Number of the request in the server's log. */
    readonly requestId = '',
  ) {
    super(detail || `HTTP ${status}`);
  }
}

/** The server was not reached, or its answer broke off. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The answer has another shape than its contract: this page is older or newer than the server. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}

export interface JsonRequest<S extends z.ZodType> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** Shape of the answer; leave it out for 204. */
  readonly answer?: S;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * Calls our own API.
 * @throws ProblemError, NetworkError, AnswerError; an abort is passed through.
 */
export async function fetchJson<S extends z.ZodType = z.ZodUndefined>(
  path: string,
  { method = 'GET', body, answer, signal, keepalive = false }: JsonRequest<S> = {},
): Promise<z.infer<S>> {
  const { response, text } = await receive(path, {
    method,
    keepalive,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const json = readJson(text);
  if (!response.ok) throw readProblem(response.status, json);
  if (answer === undefined) return undefined as z.infer<S>;
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AnswerError(`${method} ${path}: ${z.prettifyError(parsed.error)}`);
}

async function receive(
  path: string,
  init: RequestInit,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(path, init);
    return { response, text: await response.text() };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError(path, { cause: error });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readProblem(status: number, json: unknown): ProblemError {
  const parsed = problem.safeParse(json);
  if (!parsed.success) return new ProblemError(status, '', '');
  const { type, detail, issues, instance } = parsed.data;
  const reason = type.startsWith(reasonPrefix) ? type.slice(reasonPrefix.length) : '';
  return new ProblemError(status, reason, detail, issues, instance);
}

/** True when the same call may succeed later without anybody changing it. */
export function isTransient(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ProblemError && (error.status >= 500 || error.status === 429);
}
