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

function createAuth() {
  const environment = readEnvironment();
  return betterAuth({
    appName: 'Avenue',
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    secret: environment.BETTER_AUTH_SECRET,
    baseURL: environment.AVENUE_URL,
    // Without a fixed public URL the browser's own host is the only origin that may sign in.
    trustedOrigins: environment.AVENUE_URL ? [environment.AVENUE_URL] : [],
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    // No cookie cache: a changed role or a blocked account counts from the next request on.
    session: { expiresIn: 60 * 60 * 24 * 14 },
    advanced: { cookiePrefix: 'avenue', database: { generateId: () => crypto.randomUUID() } },
    rateLimit: {
      enabled: process.env.NODE_ENV === 'production',
      storage: 'memory',
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
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

// People are managed by lib/people, which writes the audit and keeps one admin: no way past it.
const answered = ['sign-in/email', 'sign-out', 'get-session'];

let auth: ReturnType<typeof createAuth> | undefined;

/** The sign-in service of this process; made on first use, because it reads the environment. */
export function authService(): ReturnType<typeof createAuth> {
  auth ??= createAuth();
  return auth;
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

/** Answers `/api/auth/…`: signing in and out and reading one's own session; nothing else is there. */
export async function answerSignIn(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!answered.some((name) => pathname === `/api/auth/${name}`)) {
    return new Response(null, { status: 404 });
  }
  return authService().handler(request);
}
