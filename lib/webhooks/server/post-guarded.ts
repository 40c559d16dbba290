import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { plainHost } from '../../platform/private-host';
import { mayReach, type AllowedDestinations } from '../destination';

const timeoutMs = 15_000;
const keptAnswerBytes = 1_000;

/** How a call ended: an answer, or why there was none. */
export type PostResult =
  | {
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** The beginning of the answer. */
      readonly answer: string;
    }
  | { readonly error: string };

/**
 * Posts `body` to an address that `allowed` lets through. The addresses are judged where the
 * connection is made, so that a name cannot resolve to one place for the check and to another for the
 * call. Redirects are not followed.
 */
export function postGuarded(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  allowed: AllowedDestinations,
  signal: AbortSignal,
): Promise<PostResult> {
  const isEncrypted = url.protocol === 'https:';
  const host = plainHost(url.hostname);
  const isOpen = (address: string) => mayReach({ host, address, isEncrypted }, allowed);
  if (isIP(host) !== 0 && !isOpen(host)) return Promise.resolve({ error: refusal(host) });
  const guardedLookup: LookupFunction = (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const closed = error ? undefined : addresses.find(({ address }) => !isOpen(address));
      const [first] = error ? [] : addresses;
      if (error || closed || !first) done(error ?? new Error(refusal(closed?.address ?? name)), []);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
  return new Promise((settle) => {
    const send = isEncrypted ? requestEncrypted : requestPlain;
    const call = send(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: guardedLookup,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      },
      (answer) => {
        void readBeginning(answer).then((text) => {
          const retryAfter = answer.headers['retry-after'];
          settle({ status: answer.statusCode ?? 0, retryAfter, answer: text });
        });
      },
    );
    call.on('error', (error) => settle({ error: wordsOf(error) }));
    call.end(body);
  });
}

function refusal(address: string): string {
  return `${address} is not allowed: a public address needs https, one of your own network AVENUE_WEBHOOK_ALLOWED`;
}

function wordsOf(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `no answer within ${timeoutMs / 1_000} s`;
  }
  return 'code' in error && error.message === '' ? String(error.code) : error.message;
}

async function readBeginning(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(Buffer.from(chunk));
      size += Buffer.byteLength(chunk);
      if (size >= keptAnswerBytes) break;
    }
  } catch {
    // The status has come; how the rest broke off changes nothing.
  }
  answer.destroy();
  // PostgreSQL's text holds no NUL.
  return Buffer.concat(chunks).toString('utf8', 0, keptAnswerBytes).replaceAll('\0', '');
}
