import * as z from 'zod';
import { scope } from '../platform/scopes';
import { instant } from '../platform/inputs';

export const apiKeyState = z.enum(['active', 'expired', 'revoked']);
export type ApiKeyState = z.infer<typeof apiKeyState>;

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First characters of the key. */
  prefix: z.string(),
  scopes: z.array(scope),
  requestsPerMinute: z.number().int(),
  state: apiKeyState,
  expiresAt: z.iso.datetime().nullable(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** Name of the person, or `command-line`. */
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type ApiKey = z.infer<typeof apiKey>;

// GET /api/api-keys – newest first
export const apiKeys = z.array(apiKey);

// POST /api/api-keys
export const createApiKeyInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scope).min(1),
  requestsPerMinute: z.number().int().min(1).max(100_000).default(600),
  /** Left out or null: it does not end by itself. */
  expiresAt: instant.nullable().default(null),
});
export type CreateApiKeyInput = z.input<typeof createApiKeyInput>;

/** The only answer that ever holds the key. */
export const createdApiKey = z.object({ id: z.uuid(), key: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

// DELETE /api/api-keys/:id
export const apiKeyPath = z.object({ id: z.uuid() });
