import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { requirePrivateHost } from '../../platform/private-host';

/** Raised when the prompt or the reading of answers changes what the same model proposes. */
const promptRevision = 1;

const count = (fallback: number, least = 1) => z.coerce.number().int().min(least).default(fallback);

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

const environment = z.object({
  /** Base address of the endpoint, `http://10.0.0.5:8000/v1`; `/chat/completions` comes behind it. */
  AVENUE_LLM_URL: z.url({ protocol: /^https?$/ }),
  AVENUE_LLM_MODEL: z.string().trim().min(1).max(200),
  AVENUE_LLM_KEY: z.string().min(1).optional(),
  /** Hosts beside the private ones that texts may be sent to, separated by commas. */
  AVENUE_LLM_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((host) => host !== '')),
  AVENUE_LLM_TIMEOUT_MS: count(60_000),
  AVENUE_LLM_CONCURRENCY: count(4).pipe(z.number().max(64)),
  AVENUE_LLM_RETRIES: count(3, 0).pipe(z.number().max(10)),
  /** What one run may use in one worker process. */
  AVENUE_LLM_RUN_REQUESTS: count(50_000),
  AVENUE_LLM_RUN_TOKENS: count(100_000_000),
  /** Characters of one request: instructions, schema, examples and texts. */
  AVENUE_LLM_PROMPT_CHARACTERS: count(24_000, 2_000),
  AVENUE_LLM_ANSWER_TOKENS: count(2_048, 64),
  AVENUE_LLM_RESPONSE_KB: count(1_024),
  /** How the answer's shape is asked for; older endpoints know only `json_object` or nothing. */
  AVENUE_LLM_FORMAT: z.enum(['json_schema', 'json_object', 'none']).default('json_schema'),
  AVENUE_LLM_LOGPROBS: yesOrNo.default(true),
});

/** How the private LLM is reached and what it may use. */
export interface LlmConfig {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string | null;
  readonly allowedHosts: readonly string[];
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** Attempts after the first one. */
  readonly retries: number;
  readonly runRequests: number;
  readonly runTokens: number;
  readonly promptCharacters: number;
  readonly answerTokens: number;
  readonly responseBytes: number;
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly wantsLogprobs: boolean;
}

/**
 * The private LLM of this environment; null when `AVENUE_LLM_URL` is not set, which is the default.
 * @throws AppError `invalid` when a setting is wrong, `forbidden` when the host is not private.
 */
export function readLlmConfig(env: Readonly<Record<string, string | undefined>>): LlmConfig | null {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  if (given['AVENUE_LLM_URL'] === undefined) return null;
  const result = environment.safeParse(given);
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }));
    const names = [...new Set(issues.map(({ path }) => path))].join(', ');
    throw new AppError('invalid', 'proposals.errors.llm-settings', { names }, issues);
  }
  const settings = result.data;
  const url = new URL(settings.AVENUE_LLM_URL);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new AppError('invalid', 'proposals.errors.llm-settings', { names: 'AVENUE_LLM_URL' });
  const allowedHosts = settings.AVENUE_LLM_ALLOWED_HOSTS;
  requirePrivateHost(url.hostname, allowedHosts);
  return {
    baseUrl: url.href.replace(/\/+$/, ''),
    model: settings.AVENUE_LLM_MODEL,
    key: settings.AVENUE_LLM_KEY ?? null,
    allowedHosts,
    timeoutMs: settings.AVENUE_LLM_TIMEOUT_MS,
    concurrency: settings.AVENUE_LLM_CONCURRENCY,
    retries: settings.AVENUE_LLM_RETRIES,
    runRequests: settings.AVENUE_LLM_RUN_REQUESTS,
    runTokens: settings.AVENUE_LLM_RUN_TOKENS,
    promptCharacters: settings.AVENUE_LLM_PROMPT_CHARACTERS,
    answerTokens: settings.AVENUE_LLM_ANSWER_TOKENS,
    responseBytes: settings.AVENUE_LLM_RESPONSE_KB * 1_024,
    format: settings.AVENUE_LLM_FORMAT,
    wantsLogprobs: settings.AVENUE_LLM_LOGPROBS,
  };
}

/**
 * Registry name and hash of an endpoint's model. The address is no part of it: the same model on
 * another machine proposes the same.
 */
export function identifyLlm(model: string): { readonly name: string; readonly hash: string } {
  const hash = createHash('sha256').update(`${promptRevision}\0${model}`).digest('hex');
  const plain = model
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return { name: `llm-${plain.slice(0, 60)}-${hash.slice(0, 8)}`, hash };
}
