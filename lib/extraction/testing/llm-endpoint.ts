import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import type { Runtime } from '../llm/chat-client';
import type { LlmConfig } from '../llm/config';

const chatBody = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  temperature: z.number(),
  max_tokens: z.number(),
  logprobs: z.boolean().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
export type ChatBody = z.infer<typeof chatBody>;

export interface Asked {
  readonly body: ChatBody;
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
}

export type Behave = (response: ServerResponse, asked: Asked, count: number) => void;

export interface TestEndpoint {
  readonly config: LlmConfig;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A real HTTP server on the loopback that answers the n-th request (from 0) as the test says. */
export async function startEndpoint(
  behave: Behave,
  more: Partial<LlmConfig> = {},
): Promise<TestEndpoint> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = chatBody.parse(JSON.parse(Buffer.concat(parts).toString()));
      const one = { body, headers: request.headers, path: request.url ?? '' };
      asked.push(one);
      behave(response, one, asked.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config: LlmConfig = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    model: 'test/solar',
    key: 'sk-secret',
    allowedHosts: [],
    timeoutMs,
    concurrency: 2,
    retries: 2,
    runRequests: 100,
    runTokens: 1_000_000,
    promptCharacters: 8_000,
    answerTokens: 256,
    responseBytes: 64 * 1_024,
    format: 'json_schema',
    wantsLogprobs: true,
    ...more,
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { config, asked, close };
}

const timeoutMs = 60_000;

/** Waits end at once and are written down; a time-out comes when the test lets it. */
export class TestRuntime implements Runtime {
  readonly waits: number[] = [];
  private timers: (() => void)[] = [];

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms !== timeoutMs) {
      this.waits.push(ms);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.timers.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('the wait was called off')));
    });
  }

  /** Every request that is under way has taken too long. */
  letTimePass(): void {
    for (const ring of this.timers.splice(0)) ring();
  }

  now = (): number => Date.parse('2026-11-22T00:00:00Z');
  random = (): number => 0.5;
}

/** What a well-behaved endpoint sends for `content`. */
export function completion(content: string | null, more: Record<string, unknown> = {}): string {
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ ...choice, ...more }],
    usage: { prompt_tokens: 80, completion_tokens: 20, total_tokens: 100 },
  });
}

export function sendJson(
  response: ServerResponse,
  body: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body);
}
