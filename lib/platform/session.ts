import { db } from './db';
import { AppError } from './errors';
import { mayActAs, role, type Role } from './roles';
import { chooseLocale, localeCookie, type Locale } from '../i18n/locale';

/** Who acts: written on decisions and audit rows. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * The signed-in person behind these request headers, or null.
 * @throws AppError `unavailable` when the database does not answer.
 */
export async function findActor(headers: Headers): Promise<Actor | null> {
  try {
    return (await findInFreshSession(headers)) ?? (await findInSession(headers));
  } catch (cause) {
    throw new AppError('unavailable', 'errors.database-unavailable', {}, [], { cause });
  }
}

/** Commands and jobs know actors and sign nobody in: better-auth is loaded with the first request. */
const loadAuth = () => import('./auth');

async function findInSession(headers: Headers): Promise<Actor | null> {
  const { authService } = await loadAuth();
  const session = await authService().api.getSession({ headers });
  return session && toActor(session.user);
}

/**
 * As `findInSession`, in one statement and a sixth of its time, which every request of the desk pays;
 * null for a session that is to be renewed, is over or unknown, which is left to better-auth.
 */
async function findInFreshSession(headers: Headers): Promise<Actor | null> {
  const { readSessionCookie } = await loadAuth();
  const cookie = await readSessionCookie(headers.get('cookie') ?? '');
  if (cookie === null) return null;
  const [user] = await db().$queryRaw<User[]>`
    SELECT u.id, u.name, u.email, u.role FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token = ${cookie.token}
      AND s.expires_at > now() + ${cookie.freshSeconds}::int * interval '1 second'`;
  return user ? toActor(user) : null;
}

type User = Omit<Actor, 'role'> & { readonly role?: unknown };

function toActor({ id, name, email, role: held }: User): Actor {
  return { id, name, email, role: role.catch('viewer').parse(held) };
}

/**
 * The signed-in person, who must hold at least `needed`.
 * @throws AppError `unauthenticated` or `forbidden`; `unavailable` as `findActor`.
 */
export async function requireActor(headers: Headers, needed: Role): Promise<Actor> {
  const actor = await findActor(headers);
  if (!actor) throw new AppError('unauthenticated', 'errors.unauthenticated');
  if (!mayActAs(actor.role, needed)) {
    throw new AppError('forbidden', 'errors.forbidden', { role: needed });
  }
  return actor;
}

/** The language to answer this request in. */
export function localeOf(headers: Headers): Locale {
  const cookie = headers
    .get('cookie')
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(`${localeCookie}=`))
    ?.slice(localeCookie.length + 1);
  return chooseLocale(cookie, headers.get('accept-language'));
}
