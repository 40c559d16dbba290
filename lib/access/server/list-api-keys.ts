import { db } from '../../platform/db';
import { scope } from '../../platform/scopes';
import type { ApiKey, ApiKeyState } from '../contract';

/** Every key there ever was, newest first; an installation has dozens at most. */
export async function listApiKeys(now: Date): Promise<ApiKey[]> {
  const rows = await db().apiKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  const makers = await db().user.findMany({
    where: { id: { in: rows.map(({ createdBy }) => createdBy) } },
    select: { id: true, name: true },
  });
  const names = new Map(makers.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.flatMap((each) => scope.safeParse(each).data ?? []),
    requestsPerMinute: row.requestsPerMinute,
    state: stateOf(row, now),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdBy: names.get(row.createdBy) ?? row.createdBy,
    createdAt: row.createdAt.toISOString(),
  }));
}

function stateOf(
  row: { readonly revokedAt: Date | null; readonly expiresAt: Date | null },
  now: Date,
): ApiKeyState {
  if (row.revokedAt) return 'revoked';
  return row.expiresAt && row.expiresAt <= now ? 'expired' : 'active';
}
