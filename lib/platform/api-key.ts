import { createHash, timingSafeEqual } from 'node:crypto';
import { db } from './db';
import { AppError } from './errors';
import type { Role } from './roles';
import { mayActAs } from './roles';
import { hasScope, type Scope } from './scopes';
import type { Actor } from './session';

const keyShape = /^(avk_[0-9A-Za-z]{8})_[0-9A-Za-z_-]{43}$/;
const windowMs = 60_000;

/** The first characters of a key, which may be shown; null for what is no key. */
export function readKeyPrefix(key: string): string | null {
  return keyShape.exec(key)?.[1] ?? null;
}

/** The key has 256 random bits, so that a plain hash tells nothing of it. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The key of `Authorization: Bearer …`; null when the request brings no such header. */
export function readBearer(headers: Headers): string | null {
  const found = /^Bearer(?: (.*))?$/i.exec(headers.get('authorization') ?? '');
  return found ? (found[1] ?? '').trim() : null;
}

/**
 * The system behind a key, acting with the role that the called route asks for (a lead's at least, so
 * that it may take back what others did); counts the request.
 * @throws AppError `unauthenticated` for a key that is unknown, expired or revoked; `forbidden` when
 * it lacks the scope; `busy` when it has used up its minute; `unavailable` without a database.
 */
export async function requireKey(
  key: string,
  needed: { readonly role: Role; readonly scope: Scope | undefined },
  now: Date,
): Promise<Actor> {
  const found = await countRequest(key, now).catch((cause: unknown) => {
    throw new AppError('unavailable', 'errors.database-unavailable', {}, [], { cause });
  });
  if (!found) throw new AppError('unauthenticated', 'errors.api-key-unknown');
  if (found.windowRequests > found.requestsPerMinute) {
    const seconds = Math.ceil((windowMs - (now.getTime() % windowMs)) / 1_000);
    throw new AppError('busy', 'errors.api-key-busy', {
      limit: found.requestsPerMinute,
      seconds,
    });
  }
  if (needed.scope === undefined) throw new AppError('forbidden', 'errors.people-only');
  if (!hasScope(found.scopes, needed.scope)) {
    throw new AppError('forbidden', 'errors.api-key-scope', { scope: needed.scope });
  }
  const role = mayActAs(needed.role, 'lead') ? needed.role : 'lead';
  return { id: `api-key:${found.id}`, name: found.name, email: '', role };
}

/** The row of a key that is good, this request counted; null for any other. */
async function countRequest(key: string, now: Date) {
  const prefix = readKeyPrefix(key);
  if (prefix === null) return null;
  const row = await db().apiKey.findUnique({ where: { prefix } });
  if (!row || !isSameHash(row.hash, hashKey(key))) return null;
  const isOver = row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now);
  if (isOver) return null;
  const window = new Date(now.getTime() - (now.getTime() % windowMs));
  const [counted] = await db().$queryRaw<{ requests: number }[]>`
    UPDATE api_keys SET last_used_at = ${window}::timestamptz, window_start = ${window}::timestamptz,
      window_requests = CASE WHEN window_start = ${window}::timestamptz THEN window_requests ELSE 0 END + 1
    WHERE id = ${row.id}::uuid AND revoked_at IS NULL
    RETURNING window_requests AS requests`;
  return counted ? { ...row, windowRequests: counted.requests } : null;
}

function isSameHash(held: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(held, 'hex'), Buffer.from(given, 'hex'));
}
