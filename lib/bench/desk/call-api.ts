import { Agent, request } from 'node:http';
import { NetworkError, ProblemError } from '../../browser/fetch-json';
import type { SignedIn } from './installation';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** From the call to the last byte. */
  readonly milliseconds: number;
}

/** Calls of one signed-in person over connections that stay open, as a browser's do. */
export interface Api {
  /** @throws ProblemError, NetworkError as the browser's `fetchJson` does */
  call(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer>;
}

export function createApi(baseUrl: string, { cookie }: SignedIn, agent: Agent): Api {
  return {
    async call(method, path, body) {
      const answer = await send(`${baseUrl}${path}`, method, cookie, agent, body);
      if (answer.status < 400) return answer;
      const { type = '', detail = '' } = answer.body as { type?: string; detail?: string };
      throw new ProblemError(answer.status, type.replace('urn:avenue:', ''), detail);
    },
  };
}

export function openAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: Infinity });
}

const patienceMs = 30_000;

function send(
  url: string,
  method: string,
  cookie: SignedIn['cookie'],
  agent: Agent,
  body: unknown,
  startedAt = performance.now(),
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    cookie: `${cookie.name}=${cookie.value}`,
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new NetworkError(url, { cause }));
    const call = request(url, { method, headers, agent, timeout: patienceMs }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', fail);
      response.on('aborted', () => fail('the answer broke off'));
      response.on('end', () => {
        const milliseconds = performance.now() - startedAt;
        resolve({
          status: response.statusCode ?? 0,
          body: readJson(Buffer.concat(pieces)),
          milliseconds,
        });
      });
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection just then: a browser sends again on a new one.
      const isStale = call.reusedSocket && error.code === 'ECONNRESET';
      if (!isStale) return fail(error);
      send(url, method, cookie, agent, body, startedAt).then(resolve, reject);
    });
    call.end(text);
  });
}

function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return {};
  }
}
