import * as z from 'zod';

/** What an API key may do: one part of the product, to read it or to change it. */
export const scope = z.enum([
  'catalogue:read',
  'catalogue:write',
  'imports:read',
  'imports:write',
  'proposals:read',
  'proposals:write',
  'decisions:read',
  'decisions:write',
  'commits:read',
  'commits:write',
  'datasets:read',
  'datasets:write',
  'models:read',
  'models:write',
  'audit:read',
  'metrics:read',
]);
export type Scope = z.infer<typeof scope>;

/** True when a key with `held` may do what `needed` asks for; who may change a part may read it. */
export function hasScope(held: readonly string[], needed: Scope): boolean {
  return held.includes(needed) || held.includes(needed.replace(':read', ':write'));
}
