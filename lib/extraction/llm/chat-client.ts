import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import type { JsonSchema } from './answer-schema';
import type { LlmConfig } from './config';
import { followSignals } from './follow-signals';
import { plainHost } from '../../platform/private-host';
import type { ChatMessage } from './prompt';
import { estimateTokens, type RunBudget } from './run-budget';
import { answerToken, type AnswerToken } from './token-probability';

/** Time and chance, which tests hold in their own hands. */
export interface Runtime {
  /** Rejects as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
}

export const systemRuntime: Runtime = {
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  now: Date.now,
  random: Math.random,
};

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly schema: JsonSchema;
  readonly answerTokens: number;
  readonly temperature: number;
}

export interface ChatAnswer {
  readonly content: string;
  /** True when the endpoint stopped at the limit of tokens. */
  readonly isTruncated: boolean;
  /** Null when the endpoint gives no probabilities. */
  readonly tokens: readonly AnswerToken[] | null;
}

/** True for failures that asking about another product would meet too. */
export function isOfEndpoint(error: AppError): boolean {
  return error.code === 'unavailable' || error.code === 'busy';
}

/** What one attempt came to; a failure may say how long the endpoint wants to be left alone. */
type Attempt =
  | { readonly kind: 'answered'; readonly answer: ChatAnswer; readonly tokens: number | null }
  | {
      readonly kind: 'failed';
      readonly error: AppError;
      readonly isPassing: boolean;
      readonly waitMs?: number | null;
    };

const failed = (error: AppError): Attempt => ({ kind: 'failed', error, isPassing: false });

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** An endpoint that wants to rest longer is better asked by a later attempt of the job. */
const longestRetryAfterMs = 120_000;
const maximumRedirects = 2;

/**
 * Asks an OpenAI-compatible `POST {baseUrl}/chat/completions` one question at a time, again after
 * failures that may pass (network, time-out, 408, 429, 5xx), each time longer apart.
 * @throws AppError `unavailable` or `busy` when the endpoint is at fault; `unsupported`, `too-large`
 *   or `internal` when it is this request or its answer; the signal's reason when it aborts.
 */
export async function askChat(
  request: ChatRequest,
  config: LlmConfig,
  budget: RunBudget,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<ChatAnswer> {
  const characters = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  const promptTokens = estimateTokens(characters);
  for (let retry = 0; ; retry += 1) {
    signal.throwIfAborted();
    const settle = budget.reserve(promptTokens + request.answerTokens);
    const attempt = await tryOnce(request, config, runtime, signal);
    if (attempt.kind === 'answered') {
      settle(attempt.tokens ?? promptTokens + estimateTokens(attempt.answer.content.length));
      return attempt.answer;
    }
    settle(promptTokens);
    const { error, isPassing, waitMs = null } = attempt;
    const isTooLong = waitMs !== null && waitMs > longestRetryAfterMs;
    if (!isPassing || isTooLong || retry >= config.retries) throw error;
    const backOff = Math.min(longestWaitMs, firstWaitMs * 2 ** retry);
    // Half of it by chance, so that requests that failed together do not come back together.
    const ownWait = backOff * (0.5 + runtime.random() / 2);
    log.debug({ reason: error.reason, ...error.params, retry }, 'private LLM asked again');
    await runtime.sleep(Math.max(ownWait, waitMs ?? 0), signal);
  }
}

async function tryOnce(
  request: ChatRequest,
  config: LlmConfig,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<Attempt> {
  const { controller, release } = followSignals([signal]);
  let isTimeOver = false;
  const timer = runtime.sleep(config.timeoutMs, controller.signal).then(
    () => {
      isTimeOver = true;
      controller.abort();
    },
    () => undefined,
  );
  try {
    const response = await send(request, config, controller.signal);
    return 'error' in response
      ? failed(response.error)
      : await readResponse(response.response, config, runtime);
  } catch {
    // The cause of a failed fetch tells the address only; that of a parser would quote texts.
    signal.throwIfAborted();
    const why = isTimeOver ? 'timeout' : 'network';
    const error = new AppError('unavailable', 'proposals.errors.llm-unreachable', {
      why,
      status: 0,
    });
    return { kind: 'failed', error, isPassing: true };
  } finally {
    // Ends the timer, and the connection where the rest of the body is not wanted.
    controller.abort();
    release();
    await timer;
  }
}

function writeBody(request: ChatRequest, config: LlmConfig): string {
  const { messages, schema, answerTokens, temperature } = request;
  const formats = {
    json_schema: {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'attribute_values', strict: true, schema },
      },
    },
    json_object: { response_format: { type: 'json_object' } },
    none: {},
  };
  return JSON.stringify({
    model: config.model,
    messages,
    temperature,
    max_tokens: answerTokens,
    stream: false,
    ...formats[config.format],
    ...(config.wantsLogprobs ? { logprobs: true } : {}),
  });
}

/** Sends the request, and once more where the same origin says that it moved (307, 308). */
async function send(
  request: ChatRequest,
  config: LlmConfig,
  signal: AbortSignal,
): Promise<{ readonly response: Response } | { readonly error: AppError }> {
  const body = writeBody(request, config);
  let url = new URL(`${config.baseUrl}/chat/completions`);
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(config.key === null ? {} : { authorization: `Bearer ${config.key}` }),
      },
      body,
      redirect: 'manual',
      cache: 'no-store',
      signal,
    });
    if (response.status < 300 || response.status >= 400) return { response };
    const target = readLocation(response, url);
    await response.body?.cancel();
    const keepsMethod = response.status === 307 || response.status === 308;
    // Another host could be outside the network, and another port another service.
    if (!keepsMethod || target?.origin !== url.origin || redirects >= maximumRedirects) {
      const host = plainHost(target?.host ?? '?');
      return { error: new AppError('unavailable', 'proposals.errors.llm-redirect', { host }) };
    }
    url = target;
  }
}

function readLocation(response: Response, base: URL): URL | null {
  const location = response.headers.get('location');
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null;
}

async function readResponse(
  response: Response,
  config: LlmConfig,
  runtime: Runtime,
): Promise<Attempt> {
  const { status } = response;
  if (status === 429) {
    const error = new AppError('busy', 'proposals.errors.llm-busy');
    return { kind: 'failed', error, isPassing: true, waitMs: readRetryAfter(response, runtime) };
  }
  if (status === 408 || status >= 500) {
    const params = { why: 'status', status };
    const error = new AppError('unavailable', 'proposals.errors.llm-unreachable', params);
    return { kind: 'failed', error, isPassing: true, waitMs: readRetryAfter(response, runtime) };
  }
  if ([401, 403, 404, 405].includes(status))
    return failed(new AppError('unavailable', 'proposals.errors.llm-denied', { status }));
  if (!response.ok)
    return failed(new AppError('unsupported', 'proposals.errors.llm-request-refused', { status }));
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === undefined || !/^application\/(?:[\w.-]+\+)?json$/.test(type))
    return failed(
      new AppError('unavailable', 'proposals.errors.llm-not-json', {
        type: type?.slice(0, 60) || '?',
      }),
    );
  const text = await readCapped(response, config.responseBytes);
  if (text === null) {
    const limit = Math.floor(config.responseBytes / 1_024);
    return failed(new AppError('too-large', 'proposals.errors.llm-answer-too-large', { limit }));
  }
  return readEnvelope(text);
}

/** Seconds or a date; null when it is neither. */
function readRetryAfter(response: Response, runtime: Runtime): number | null {
  const given = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(given)) return Number(given) * 1_000;
  const at = Date.parse(given);
  return Number.isNaN(at) ? null : Math.max(0, at - runtime.now());
}

/** The body as text, or null as soon as it is longer than it may be. */
async function readCapped(response: Response, limit: number): Promise<string | null> {
  if (Number(response.headers.get('content-length') ?? 0) > limit) return null;
  if (response.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString('utf8');
    size += value.byteLength;
    if (size > limit) return null;
    parts.push(value);
  }
}

const envelope = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({ content: z.array(answerToken).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
  usage: z
    .object({ total_tokens: z.number().int().min(0) })
    .nullish()
    .catch(null),
});

function readEnvelope(text: string): Attempt {
  const read = envelope.safeParse(parseJson(text));
  const [choice] = read.data?.choices ?? [];
  if (choice === undefined) return failed(badAnswer('envelope'));
  return {
    kind: 'answered',
    answer: {
      content: choice.message.content ?? '',
      isTruncated: choice.finish_reason === 'length',
      tokens: choice.logprobs?.content ?? null,
    },
    tokens: read.data?.usage?.total_tokens ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The endpoint answered, and what it answered is of no use. */
export function badAnswer(why: string): AppError {
  return new AppError('internal', 'proposals.errors.llm-bad-answer', { why });
}
