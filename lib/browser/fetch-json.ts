import type { Method } from '../platform/endpoint';

interface Issue {
  readonly path: string;
  readonly message: string;
}

const reasonPrefix = 'urn:avenue:';

/** The server refused: `detail` is for the person, `reason` for the program. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** Message key of the reason (`review.errors.lease-lost`); empty when a proxy answered. */
    readonly reason: string,
    readonly detail: string,
    readonly issues: readonly Issue[] = [],
    /** Number of the request in the server's log. */
    readonly requestId = '',
  ) {
    super(detail || `HTTP ${status}`);
  }
}

/** The server was not reached, its answer broke off, or another answered in its place. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

export interface JsonRequest {
  readonly method?: Method;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * Calls our own API; `apiClient` types what comes back.
 * @throws ProblemError, NetworkError; an abort is passed through.
 */
export async function fetchJson(
  path: string,
  { method = 'GET', body, signal, keepalive = false }: JsonRequest = {},
): Promise<unknown> {
  const { response, text } = await receive(path, {
    method,
    keepalive,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return readAnswer(path, response.status, text);
}

/** @throws ProblemError, NetworkError */
export function readAnswer(path: string, status: number, text: string): unknown {
  const json = readJson(text);
  if (status >= 400) throw readProblem(status, json);
  // A sign-in page of a foreign network is no answer of ours.
  if (json === undefined && status !== 204) throw new NetworkError(path);
  return json;
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

/** An RFC 9457 answer of our own routes; foreign answers (a proxy's 502) are missing fields. */
function readProblem(status: number, json: unknown): ProblemError {
  const fields: Partial<Record<string, unknown>> =
    typeof json === 'object' && json !== null ? { ...json } : {};
  const type = textOf(fields['type']);
  const reason = type.startsWith(reasonPrefix) ? type.slice(reasonPrefix.length) : '';
  const issues = Array.isArray(fields['issues']) ? (fields['issues'] as Issue[]) : [];
  return new ProblemError(
    status,
    reason,
    textOf(fields['detail']),
    issues,
    textOf(fields['instance']),
  );
}

function textOf(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

/** True when the same call may succeed later without anybody changing it. */
export function isTransient(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ProblemError && (error.status >= 500 || error.status === 429);
}
