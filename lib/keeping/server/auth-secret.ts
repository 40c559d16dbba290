import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../../platform/env';

/** Where a start keeps the secret that it made itself. */
export function authSecretFile(): string {
  return path.join(dataFolder(), 'auth-secret');
}

/** What signs sessions and seals texts in the database; null before the first start. */
export function readAuthSecret(): string | null {
  const given = process.env.BETTER_AUTH_SECRET;
  if (given) return given;
  return existsSync(authSecretFile()) ? readFileSync(authSecretFile(), 'utf8').trim() : null;
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
