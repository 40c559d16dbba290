import { db } from '../../platform/db';
import { role } from '../../platform/roles';
import type { Person } from '../contract';

/** Everybody, by name; an installation has hundreds at most. */
export async function listPeople(): Promise<Person[]> {
  const users = await db().user.findMany({
    where: { removedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { sessions: { orderBy: { createdAt: 'desc' }, take: 1, select: { createdAt: true } } },
  });
  return users.map((user) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    role: role.catch('viewer').parse(user.role),
    isBlocked: user.banned ?? false,
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: user.sessions[0]?.createdAt.toISOString() ?? null,
  }));
}
