import { authService } from './auth';
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
  const session = await authService()
    .api.getSession({ headers })
    .catch((cause: unknown) => {
      throw new AppError('unavailable', 'errors.database-unavailable', {}, [], { cause });
    });
  if (!session) return null;
  const { id, name, email, role: held } = session.user;
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
