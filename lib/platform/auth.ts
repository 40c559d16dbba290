import { createHmac, timingSafeEqual } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { parseCookies } from 'better-auth/cookies';
import { admin } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/admin/access';
import { db } from './db';
import { readEnvironment } from './env';

// better-auth only keeps people and sessions; what a role may do is decided by lib/platform/route.
const accessControl = createAccessControl(defaultStatements);
const nothing = accessControl.newRole({});

function createAuth(client: ReturnType<typeof db>) {
  const environment = readEnvironment();
  return betterAuth({
    appName: 'Avenue',
    database: prismaAdapter(client, { provider: 'postgresql' }),
    secret: environment.BETTER_AUTH_SECRET,
    baseURL: environment.AVENUE_URL ?? `http://localhost:${environment.PORT}`,
    telemetry: { enabled: false },
    // A wrong password is no warning; sign-in-failures says when there are too many.
    logger: { level: 'error' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    // No cookie cache: a changed role or a blocked account counts from the next request on.
    session: { expiresIn: 60 * 60 * 24 * 14 },
    advanced: {
      cookiePrefix: 'avenue',
      database: { generateId: () => crypto.randomUUID() },
      // One name at every address; answerSignIn adds `Secure` where the browser came by TLS.
      useSecureCookies: false,
      // answerSignIn refuses foreign origins itself: it knows the host that was asked.
      disableOriginCheck: true,
      disableCSRFCheck: true,
    },
    // See sign-in-failures: failures count, not requests.
    rateLimit: { enabled: false },
    user: { additionalFields: { locale: { type: 'string', input: false, defaultValue: 'ko' } } },
    plugins: [
      admin({
        ac: accessControl,
        roles: {
          viewer: nothing,
          md: nothing,
          lead: nothing,
          admin: nothing,
        },
        defaultRole: 'viewer',
        adminRoles: ['admin'],
      }),
    ],
  });
}

let made:
  | { readonly client: ReturnType<typeof db>; readonly auth: ReturnType<typeof createAuth> }
  | undefined;

/** The sign-in service of this process; made on first use, because it reads the environment. */
export function authService(): ReturnType<typeof createAuth> {
  const client = db();
  // A database that was closed and opened again is another one, with people of its own.
  if (made?.client !== client) made = { client, auth: createAuth(client) };
  return made.auth;
}

/** What a session's cookie says, its signature checked. */
export interface SessionCookie {
  readonly token: string;
  /** A session that ends later than so many seconds from now needs no renewal yet. */
  readonly freshSeconds: number;
}

/** The session's cookie in a `cookie` header; null when there is none or its signature is false. */
export async function readSessionCookie(header: string): Promise<SessionCookie | null> {
  const { authCookies, secret, sessionConfig } = await authService().$context;
  const cookie = parseCookies(header).get(authCookies.sessionToken.name);
  const token = cookie === undefined ? null : readSigned(cookie, secret);
  if (token === null) return null;
  return { token, freshSeconds: sessionConfig.expiresIn - sessionConfig.updateAge };
}

/** What stands before the last dot, when what follows is its HMAC; else null. */
function readSigned(cookie: string, secret: string): string | null {
  const dot = cookie.lastIndexOf('.');
  const value = cookie.slice(0, Math.max(0, dot));
  const expected = createHmac('sha256', secret).update(value).digest();
  const given = Buffer.from(cookie.slice(dot + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
}
