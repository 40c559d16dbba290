import * as z from 'zod';
import { defineEndpoint } from '../platform/endpoint';

const closedToKeys = 'signing in and out, which people do';

// What pages call of better-auth, which answers everything below /api/auth itself.

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/api/auth/sign-in/email',
  role: 'anyone',
  closedToKeys,
  body: z.object({ email: z.string(), password: z.string() }),
  answer: z.unknown(),
});

export const signOut = defineEndpoint({
  method: 'POST',
  path: '/api/auth/sign-out',
  role: 'anyone',
  closedToKeys,
  body: z.object({}),
  answer: z.unknown(),
});
